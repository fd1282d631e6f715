"""The clinic's pages about phones and paper: axe finds nothing, and paper prints nothing but the sheet."""

import io
from pathlib import Path

import pikepdf
import pytest

AXE = Path(__file__).parents[1] / "vendor" / "axe-core" / "axe.min.js"


@pytest.fixture
def desk(browser, live_server, client, clinic):
    """The physician's browser."""
    client.force_login(clinic)
    context = browser.new_context(viewport={"width": 1100, "height": 800})
    address = live_server.url.replace("127.0.0.1", "localhost")
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}])
    page = context.new_page()
    page.address = address
    yield page
    context.close()


class TestPages:
    @pytest.mark.parametrize("where", ["phones/", "sheet/", "sheet/type/", "diary/"])
    @pytest.mark.parametrize("width", [390, 1100])
    def test_axe_finds_nothing(self, desk, phone, ada, where, width):
        desk.set_viewport_size({"width": width, "height": 800})
        desk.goto(f"{desk.address}/patients/{ada.public_id}/{where}")
        desk.evaluate(AXE.read_text())
        found = desk.evaluate("async () => (await axe.run()).violations.map((v) => [v.id, v.nodes[0].html])")
        assert found == []

    @pytest.mark.parametrize("where", ["/diary-questions/", "/diaries/", "/imports/", "/clinic/"])
    def test_axe_finds_nothing_on_the_pages_of_all_diaries(self, desk, phone, where):
        phone.page.locator("[data-key=no]").click()
        phone.sent()
        desk.goto(f"{desk.address}{where}")
        desk.evaluate(AXE.read_text())
        found = desk.evaluate("async () => (await axe.run()).violations.map((v) => [v.id, v.nodes[0].html])")
        assert found == []

    def test_the_new_link_as_squares(self, desk, ada):
        desk.goto(f"{desk.address}/patients/{ada.public_id}/phones/")
        desk.get_by_role("button", name="Make a link").click()
        squares = desk.get_by_role("img", name="The link as a picture").bounding_box()
        assert min(squares["width"], squares["height"]) > 120
        desk.evaluate(AXE.read_text())
        assert desk.evaluate("async () => (await axe.run()).violations.map((v) => v.id)") == []

    def test_a_warning_sign_heads_the_day(self, desk, phone, ada):
        phone.open("#help")
        phone.page.locator("[data-key=breathing]").click()
        phone.sent()
        desk.goto(f"{desk.address}/today/")
        desk.get_by_role("heading", name="Warning signs from diaries").wait_for()
        desk.evaluate(AXE.read_text())
        assert desk.evaluate("async () => (await axe.run()).violations.map((v) => v.id)") == []
        desk.get_by_label("What was done").first.fill("called, sent to hospital")
        desk.get_by_role("button", name="Done").click()
        desk.get_by_role("heading", name="Warning signs from diaries").wait_for(state="detached")

    def test_the_sheet_fits_on_one_page_of_paper(self, desk, ada):
        desk.goto(f"{desk.address}/patients/{ada.public_id}/sheet/")
        with pikepdf.open(io.BytesIO(desk.pdf(format="A4"))) as document:
            assert len(document.pages) == 1
