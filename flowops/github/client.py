"""GitHub's REST API: JSON there and back, with the token of the run, or why not.

Reading and changing are tried again while the failure may pass. Making something is not: whoever makes looks first
whether it is there, so that repeating the whole job is safe.
"""

from collections.abc import Iterator

from requests import PreparedRequest, RequestException, Response, Session
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase
from urllib3 import Retry

from flowops.errors import GitHubError
from flowops.github.run import Run, token
from flowops.model.json import Json, JsonObject
from flowops.parse import parse

_PAGE = 100  # GitHub's limit
_MOST_PAGES = 50
_TIMES = (10, 60)  # seconds, for a connection and for an answer
_MAY_PASS = (429, 500, 502, 503, 504)
_RIGHTS = "The workflow, or the job, needs more `permissions`"


class _Bearer(AuthBase):
    """Sets the header per request: requests would let a .netrc entry replace a plain one."""

    def __init__(self, secret: str) -> None:
        self._secret = secret

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._secret}"
        return request


class Client:
    """The API, for the repository of one run; paths are below that repository."""

    def __init__(self, run: Run, wait: float = 1.0) -> None:
        """Nothing is sent yet. `wait` are the seconds before the second try."""
        self.run = run
        self._base = f"{run.api}/repos/{run.repository}/"
        self._session = Session()
        self._session.auth = _Bearer(token())
        self._session.headers.update(
            {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}
        )
        again = Retry(
            4,
            backoff_factor=wait,
            status_forcelist=_MAY_PASS,
            allowed_methods=("GET", "PATCH", "DELETE"),
            raise_on_status=False,
        )
        for scheme in ("https://", "http://"):
            self._session.mount(scheme, HTTPAdapter(max_retries=again))

    def get(self, path: str, **parameters: str) -> Json:
        """What is at `path`. Raises GitHubError."""
        return _read(self._ask("GET", path, parameters=parameters), path)

    def find(self, path: str) -> Json:
        """What is at `path`; None where there is nothing. Raises GitHubError."""
        try:
            return self.get(path)
        except GitHubError as error:
            if error.status == 404:
                return None
            raise

    def pages(self, path: str, **parameters: str) -> Iterator[JsonObject]:
        """Everything in a list, page by page. Raises GitHubError also where it is longer than anybody would read.

        A page may be short without being the last: GitHub leaves out what it hides, and says in `Link` what comes next.
        """
        for page in range(1, _MOST_PAGES + 1):
            asked = {**parameters, "per_page": str(_PAGE), "page": str(page)}
            response = self._ask("GET", path, parameters=asked)
            listed = _read(response, path)
            if not isinstance(listed, list):
                raise GitHubError(f"GitHub answered {path} with something else than a list")
            yield from (it for it in listed if isinstance(it, dict))
            if len(listed) < _PAGE and "next" not in response.links:
                return
        raise GitHubError(f"GitHub has more than {_PAGE * _MOST_PAGES} entries in {path}")

    def post(self, path: str, body: JsonObject) -> JsonObject:
        """Make something; what was made. Raises GitHubError."""
        return _object(_read(self._ask("POST", path, body=body), path))

    def patch(self, path: str, body: JsonObject) -> JsonObject:
        """Change something; what it is now. Raises GitHubError."""
        return _object(_read(self._ask("PATCH", path, body=body), path))

    def delete(self, path: str) -> None:
        """Remove something, which may be gone already. Raises GitHubError."""
        try:
            self._ask("DELETE", path)
        except GitHubError as error:
            if error.status != 404:
                raise

    def _ask(
        self,
        method: str,
        path: str,
        *,
        parameters: dict[str, str] | None = None,
        body: JsonObject | None = None,
    ) -> Response:
        try:
            response = self._session.request(
                method,
                self._base + path,
                params=parameters,
                json=body,
                timeout=_TIMES,
                allow_redirects=method == "GET",  # any other would arrive as a GET
            )
        except RequestException as error:
            raise GitHubError(
                f"GitHub's API cannot be reached ({type(error).__name__})", "Run the job again"
            ) from None
        _check(response, method, path)
        return response


def _read(response: Response, path: str) -> Json:
    return parse(response.content, f"GitHub's answer to {path}") if response.content else None


def _check(response: Response, method: str, path: str) -> None:
    status = response.status_code
    if status < 300:
        return
    reason = f"{method} {path.partition('?')[0]}: GitHub answered {status}{_said(response)}"
    raise GitHubError(reason, _RIGHTS if status in (401, 403) else "", status=status)


def _said(response: Response) -> str:
    """GitHub's own words, on one line."""
    try:
        answer = response.json()
    except ValueError:
        return ""
    message = answer.get("message") if isinstance(answer, dict) else None
    return f" ({' '.join(str(message).split())[:200]})" if message else ""


def _object(answer: Json) -> JsonObject:
    return answer if isinstance(answer, dict) else {}
