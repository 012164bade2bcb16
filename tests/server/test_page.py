"""What is read from pages, however they are laid out."""

from flowops.server import page


def test_errors_of_a_form_are_one_line_each_once():
    text = """<ul class="errorlist nonfield"><li>Wrong&nbsp;&amp; <b>bad</b></li>
    <li>Worse</li></ul> <UL class='x errorlist'><li>Worse</li></UL> <ul class="other"><li>No</li></ul>"""

    assert page.errors(text) == "Wrong & bad Worse"
    assert page.errors("<p>All is well</p>") == ""


def test_workspaces_are_links_with_a_number():
    text = """<a href="?organization=13"><div class="x">ANC &amp; more</div></a>
    <a class="y" href="/org/choose/?organization=14">Production</a> <a href="/org/home/">Home</a>"""

    assert page.workspaces(text) == {"13": "ANC & more", "14": "Production"}


def test_the_status_of_an_import_is_its_own_element():
    assert page.import_status('<div class="import-result text-lg mt-2">\n Finished successfully </div>') == (
        "Finished successfully"
    )
    assert page.import_status("<p>Finished successfully</p>") == ""


def test_a_captcha_is_seen():
    assert page.has_captcha('<div class="g-recaptcha">')
    assert not page.has_captcha("<form>Sign in, we ask for no captcha</form>")
