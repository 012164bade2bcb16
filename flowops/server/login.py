"""Signing in to the web pages, and every way in which that fails."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

import pyotp
import requests

from flowops.environment import Login, Secret
from flowops.errors import LoginFailed, ServerError
from flowops.server import page
from flowops.server.answer import detail
from flowops.server.browser import Browser
from flowops.server.web import DOORS, Door

_BY_HAND = "Use another account, or write a file with `flowops render` and import it by hand"
_ASK = "Sign in once in a browser: it shows what is asked for"

# why -> what happened, and what to do next
REASONS: Mapping[str, tuple[str, str]] = {
    "wrong-password": (
        "does not accept the e-mail address and password of {email}",
        "Check login.email and the variable of login.password; an account with single sign-on only has no password",
    ),
    "locked-out": (
        "has locked {email} out after too many attempts",
        "Wait ten minutes, and check the password in a browser before the next attempt",
    ),
    "two-factor": (
        "asks {email} for a second factor, and the environment has none",
        "Put the base32 secret of the authenticator into a variable, and its name into login.totp",
    ),
    "wrong-code": (
        "does not accept the code of the second factor of {email}",
        "Check the variable of login.totp, and the clock of this machine",
    ),
    "no-secret": (
        "asks {email} for a second factor, and the value of {totp} is no base32 secret",
        "It is the text behind the QR code of the authenticator; a backup code is good only once and does not do",
    ),
    "backup-code": ("asks {email} for a backup code, which is good only once", "Set up an authenticator"),
    "unconfirmed": (
        "has not verified the e-mail address of {email}",
        "Follow the link in the e-mail that RapidPro sent to it",
    ),
    "inactive": ("has switched {email} off", "Ask its administrator, or use another account"),
    "code-by-mail": ("sends {email} a code by e-mail at each login", _BY_HAND),
    "passkey": ("asks {email} for a passkey", _BY_HAND),
    "single-sign-on": ("signs people in elsewhere (single sign-on)", _BY_HAND),
    "captcha": ("asks for a captcha, which only people solve", _BY_HAND),
    "unknown-form": ("has no sign-in page that flowops knows", _BY_HAND),
    "unknown-step": ("asks {email} for something that flowops does not know", f"{_ASK}. {_BY_HAND}"),
    "no-access": (
        "has no workspace {workspace} for {email}",
        "Invite the account to the workspace of the token, with the role Editor",
    ),
    "role": (
        "does not let {email} edit the workspace {workspace}",
        "Give the account the role Editor or Administrator there",
    ),
}


def failure(reason: str, host: str, more: str = "", **names: str) -> LoginFailed:
    """The error of this reason; `more` is what the server says to it."""
    what, way_out = REASONS[reason]
    said = f" ({more})" if more else ""
    return LoginFailed(reason, f"{host} {what.format(**names)}{said}", way_out)


@dataclass(frozen=True, slots=True)
class Clock:
    """The time of day, and waiting."""

    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep


class _Totp(pyotp.TOTP):
    """RapidPro's own secrets have 80 bits, less than pyotp 2.12 likes: how long one is, is the server's choice."""

    min_secret_length_bits: ClassVar[int] = 0


@dataclass(frozen=True, slots=True)
class SignIn:
    """One attempt to sign in: what was wrong is never tried again, for servers lock accounts out."""

    browser: Browser
    login: Login
    clock: Clock = field(default_factory=Clock)

    def enter(self) -> Door:
        """Give the e-mail address, the password and the code. Raises LoginFailed, ServerError."""
        door = self._door()
        form = {door.login[1]: self.login.email, "password": self.login.password.reveal()}
        reason, said = self._judge(door, self.browser.submit(door.login[0], form), "wrong-password")
        if reason == "two-factor":
            reason, said = self._second(door)
        if reason:
            raise self._failure(reason, said)
        return door

    def _door(self) -> Door:
        answers = []
        for door in DOORS:
            response = self.browser.page(door.login[0])
            if response.status_code == 200:
                return self._checked(door, response)
            self._check_not_elsewhere(response)
            answers.append(str(response.status_code))
        raise self._failure("unknown-form", ", ".join(answers))

    def _checked(self, door: Door, response: requests.Response) -> Door:
        """The door, where its page is one that the password may be given to."""
        if page.has_captcha(response.text):
            raise self._failure("captcha")
        if not self.browser.token:
            raise self._failure("unknown-form", f"{door.login[0]} sets no CSRF cookie")
        return door

    def _check_not_elsewhere(self, response: requests.Response) -> None:
        try:
            self.browser.leads_to(response)
        except ServerError as error:
            raise self._failure("single-sign-on", error.what) from None

    def _second(self, door: Door) -> tuple[str, str]:
        if self.login.totp is None:
            return "two-factor", ""
        totp = self._authenticator(self.login.totp)
        outcome = self._give(door, totp)
        if outcome[0] == "wrong-code":  # used already, or the clocks differ by a little
            wait = totp.interval - self.clock.now() % totp.interval + 1
            self.browser.notices.notify(
                f"{self.browser.host} refused the code of the second factor; trying the next one in {wait:.0f} s"
            )
            self.clock.sleep(wait)
            outcome = self._give(door, totp)
        return outcome

    def _give(self, door: Door, totp: pyotp.TOTP) -> tuple[str, str]:
        response = self.browser.submit(door.second[0], {door.second[1]: totp.at(int(self.clock.now()))})
        return self._judge(door, response, "wrong-code")

    def _authenticator(self, secret: Secret) -> pyotp.TOTP:
        try:
            totp = _Totp("".join(secret.reveal().split()))
            totp.at(0)  # older pyotp looks at the secret only now
        except ValueError:
            raise self._failure("no-secret") from None
        return totp

    def _judge(self, door: Door, response: requests.Response, again: str) -> tuple[str, str]:
        """Why the login goes no further, and what the server says to it; empty where the account is in.

        `again` is what it means that the same form came back.
        """
        status, path = response.status_code, self.browser.leads_to(response)
        if status == 429:
            return "locked-out", ""
        if status == 200:
            captcha = page.has_captcha(response.text)
            return ("captcha", "") if captcha else (again, page.errors(response.text))
        if not path:
            return "unknown-step", f"{status}{detail(response)}"
        if path == door.second[0]:
            return "two-factor", ""
        for end, reason in door.ends.items():
            if path.startswith(end):
                return reason, ""
        return ("unknown-step", path) if path.startswith(("/accounts/", "/users/")) else ("", "")

    def _failure(self, reason: str, more: str = "") -> LoginFailed:
        names = {"email": self.login.email, "totp": str(self.login.totp)}
        return failure(reason, self.browser.host, more, **names)
