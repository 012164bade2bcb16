"""`flowops lint --fix`: it repairs what is beyond doubt, and loses nothing."""

from flowops import canon
from flowops.rules.sketch import a_flow, a_node, send

# SMS002: one part without the curly quote, two with it
DEAR = "It\N{RIGHT SINGLE QUOTATION MARK}s time for your visit. " + "Come to the clinic, please. " * 4
CHEAP = DEAR.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


def flow(name, text=DEAR, **more):
    return a_flow(name, a_node("Hello", {**send(text, "hello"), **more}))


def fix(flowops, tmp_path):
    return flowops("lint", "--fix", "flows", "--select", "SMS002,GRAPH016", directory=tmp_path)


def test_what_is_beyond_doubt_is_repaired_and_nothing_else_changes(flowops, tmp_path):
    (tmp_path / "flows").mkdir()
    kept = {"unknown": {"big": 123456789012345678901234567890, "none": None}}
    place = tmp_path / "flows/anc.json"
    place.write_bytes(canon.dumps(flow("ANC", **kept)))
    place.chmod(0o640)

    ran = fix(flowops, tmp_path)
    assert ran.code == 0
    assert "flows/anc.json: 1 place repaired" in ran.err
    assert place.read_bytes() == canon.dumps(flow("ANC", CHEAP, **kept))
    assert place.stat().st_mode & 0o777 == 0o640

    again = fix(flowops, tmp_path)
    assert "repaired" not in again.err
    assert "Nothing to complain about" in again.out


def test_a_file_in_windows_form_becomes_canonical(flowops, tmp_path):
    (tmp_path / "flows").mkdir()
    (tmp_path / "flows/anc.json").write_bytes(canon.dumps(flow("ANC", "Hello")).replace(b"\n", b"\r\n"))
    fix(flowops, tmp_path)
    assert (tmp_path / "flows/anc.json").read_bytes() == canon.dumps(flow("ANC", "Hello"))


def test_a_file_with_a_key_twice_is_left_alone(flowops, tmp_path):
    (tmp_path / "flows").mkdir()
    twice = canon.dumps(flow("ANC")).replace(b'"name": "ANC"', b'"name": "ANC old",\n  "name": "ANC"')
    (tmp_path / "flows/anc.json").write_bytes(twice)
    ran = fix(flowops, tmp_path)
    assert "flows/anc.json is not repaired: a key stands in it twice" in ran.err
    assert (tmp_path / "flows/anc.json").read_bytes() == twice


def test_a_link_stays_a_link(flowops, tmp_path):
    (tmp_path / "flows").mkdir()
    (tmp_path / "shared.json").write_bytes(canon.dumps(flow("ANC")))
    (tmp_path / "flows/anc.json").symlink_to("../shared.json")
    fix(flowops, tmp_path)
    assert (tmp_path / "flows/anc.json").is_symlink()
    assert (tmp_path / "shared.json").read_bytes() == canon.dumps(flow("ANC", CHEAP))


def test_what_is_no_json_stays_as_it_is(flowops, tmp_path):
    (tmp_path / "flows").mkdir()
    (tmp_path / "flows/anc.json").write_bytes(b"\xef\xbb\xbf{}")
    assert flowops("lint", "--fix", "flows", directory=tmp_path).code == 1
    assert (tmp_path / "flows/anc.json").read_bytes() == b"\xef\xbb\xbf{}"
