# SPDX-License-Identifier: EUPL-1.2
"""The administrator's import page: send in, see, load; by plain forms, behind both locks."""

from __future__ import annotations

import datetime as dt
import stat
import uuid
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django.fixtures import Settings
from tests.cast import ROLES, Cast
from tests.extract.municipality import Tables, csv_text, extract, write_xlsx, write_zip

from familievej.base.sheets import unformulated
from familievej.extract import jobs, storage
from familievej.extract.models import ImportRun, State
from familievej.gate.models import AuditRow, StaffRole
from familievej.people.models import Family

PAGE = "/import/"


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.FAMILIEVEJ_DATA_DIR = tmp_path / "data"
    settings.FAMILIEVEJ_DATA_DIR.mkdir()


@pytest.fixture
def administrator(cast: Cast, client: Client) -> Client:
    client.force_login(cast.administrator)
    return client


def files(tables: Tables) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(f"{name}.csv", csv_text(rows).encode()) for name, rows in tables.items()]


def send(client: Client, cast: Cast, delivery: object, run_id: uuid.UUID | None = None) -> ImportRun:
    form = {"run_id": run_id or uuid.uuid4(), "delivery": delivery, "unit": cast.unit.pk}
    response = client.post(PAGE, form)
    assert response.status_code == 302, response.content.decode()
    return ImportRun.objects.latest("created_at")


def work(run: ImportRun) -> ImportRun:
    """What the worker does: as the owner of the database, after the request."""
    jobs.work(run.pk)
    run.refresh_from_db()
    return run


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"administrator"}))
def test_nobody_but_the_administrator_sees_that_there_is_an_import(
    role: str, cast: Cast, client: Client
) -> None:
    run = ImportRun.objects.create(source_name="x", user_name="y")
    client.force_login(getattr(cast, role))
    assert client.get(PAGE).status_code == 404
    assert client.get(reverse("extract:run", args=[run.pk])).status_code == 404
    assert client.get(reverse("extract:faults", args=[run.pk])).status_code == 404
    for name in ("load", "drop", "again"):
        assert client.post(reverse(f"extract:{name}", args=[run.pk])).status_code == 404


def test_an_extract_is_checked_first_and_loaded_on_a_second_word(administrator: Client, cast: Cast) -> None:
    run = send(administrator, cast, files(extract(families=2)))
    assert "being checked" in administrator.get(reverse("extract:run", args=[run.pk])).content.decode()
    assert work(run).state == State.CHECKED
    page = administrator.get(reverse("extract:run", args=[run.pk])).content.decode()
    assert "Nothing is loaded yet" in page
    assert not Family.objects.filter(external_id="A001").exists()
    administrator.post(reverse("extract:load", args=[run.pk]))
    assert work(run).state == State.LOADED
    assert Family.objects.filter(external_id="A001").exists()
    assert "What was changed" in administrator.get(reverse("extract:run", args=[run.pk])).content.decode()
    assert not storage.folder(run.pk).exists()


def test_the_load_is_done_as_whoever_ordered_it_with_a_purpose(administrator: Client, cast: Cast) -> None:
    run = work(send(administrator, cast, files(extract(families=1))))
    administrator.post(reverse("extract:load", args=[run.pk]))
    work(run)
    row = AuditRow.objects.get(action="extract.extract_load")
    assert (row.user_id, row.purpose) == (cast.administrator.pk, jobs.PURPOSE)


@pytest.mark.parametrize("way", ["zip", "xlsx"])
def test_one_file_with_all_tables_is_taken_too(
    way: str, administrator: Client, cast: Cast, tmp_path: Path
) -> None:
    path = tmp_path / f"Udtræk 2019.{way}"
    write_zip(path, extract(families=1)) if way == "zip" else write_xlsx(path, extract(families=1))
    run = work(send(administrator, cast, SimpleUploadedFile(path.name, path.read_bytes())))
    assert (run.state, run.source_name) == (State.CHECKED, f"Udtræk 2019.{way}")


def test_faults_are_shown_and_taken_out_as_csv(administrator: Client, cast: Cast) -> None:
    tables = extract(families=1)
    tables["income_support"][1][1] = "2018-13"
    tables["families"][1][0] = '=HYPERLINK("x")'
    run = work(send(administrator, cast, files(tables)))
    assert (run.state, run.fault_count) == (State.FAULTY, 6)
    page = administrator.get(reverse("extract:run", args=[run.pk])).content.decode()
    assert "6 faults: nothing was loaded" in page
    assert "Month 13 does not exist." in page
    sheet = administrator.get(reverse("extract:faults", args=[run.pk]))
    text = sheet.content.decode("utf-8-sig")
    assert '"\'=HYPERLINK(""x"")"' in text
    assert sheet["Content-Disposition"] == 'attachment; filename="faults.csv"'
    assert AuditRow.objects.filter(action="extract.faults", verb="export").exists()
    assert not storage.folder(run.pk).exists()


@pytest.mark.parametrize("cell", ["=1+1", "+45", "-1", "@x", "\tx", "\rx"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert unformulated(cell) == f"'{cell}"


def test_listed_faults_lie_encrypted(administrator: Client, cast: Cast) -> None:
    tables = extract(families=1)
    tables["persons"][1][3] = "Xerxes"
    run = work(send(administrator, cast, files(tables)))
    assert run.faults[0].value == "Xerxes"
    assert run.sealed_faults is not None
    assert b"Xerxes" not in bytes(run.sealed_faults)


def test_sending_the_same_form_twice_is_one_delivery(administrator: Client, cast: Cast) -> None:
    run_id = uuid.uuid4()
    send(administrator, cast, files(extract(families=1)), run_id)
    send(administrator, cast, files(extract(families=1)), run_id)
    assert ImportRun.objects.count() == 1
    assert ProcrastinateJob.objects.filter(task_name="extract.work").count() == 1


def test_a_second_click_on_load_orders_nothing(administrator: Client, cast: Cast) -> None:
    run = work(send(administrator, cast, files(extract(families=1))))
    for _click in range(2):
        assert administrator.post(reverse("extract:load", args=[run.pk])).status_code == 302
    assert ProcrastinateJob.objects.filter(task_name="extract.work").count() == 2
    work(run)
    assert work(run).state == State.LOADED
    assert AuditRow.objects.filter(action="extract.extract_load").count() == 1


def test_an_administrator_who_is_none_any_more_loads_nothing(administrator: Client, cast: Cast) -> None:
    run = work(send(administrator, cast, files(extract(families=1))))
    administrator.post(reverse("extract:load", args=[run.pk]))
    StaffRole.objects.filter(user=cast.administrator).update(ends=timezone.localdate())
    assert work(run).state == State.FAILED
    assert not Family.objects.filter(external_id="A001").exists()


def test_files_of_a_dropped_delivery_are_gone(
    administrator: Client, cast: Cast, django_capture_on_commit_callbacks: object
) -> None:
    run = work(send(administrator, cast, files(extract(families=1))))
    assert stat.S_IMODE(storage.folder(run.pk).stat().st_mode) == 0o700
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        administrator.post(reverse("extract:drop", args=[run.pk]))
    run.refresh_from_db()
    assert run.state == State.DROPPED
    assert not storage.folder(run.pk).exists()


def test_files_that_nobody_loads_are_removed_after_a_day(administrator: Client, cast: Cast) -> None:
    run = work(send(administrator, cast, files(extract(families=1))))
    jobs.sweep()
    assert storage.folder(run.pk).exists()
    ImportRun.objects.update(told_at=timezone.now() - dt.timedelta(hours=25))
    jobs.sweep()
    run.refresh_from_db()
    assert run.state == State.DROPPED
    assert not storage.folder(run.pk).exists()


def test_work_that_went_silent_can_be_started_again(administrator: Client, cast: Cast) -> None:
    run = send(administrator, cast, files(extract(families=1)))
    again = reverse("extract:again", args=[run.pk])
    administrator.post(again)
    assert ProcrastinateJob.objects.filter(task_name="extract.work").count() == 1
    ImportRun.objects.update(state=State.CHECKING, told_at=timezone.now() - dt.timedelta(minutes=3))
    assert "no sign of life" in administrator.get(reverse("extract:run", args=[run.pk])).content.decode()
    administrator.post(again)
    assert work(run).state == State.CHECKED


def test_a_failure_is_told_without_its_details(
    administrator: Client, cast: Cast, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    run = send(administrator, cast, files(extract(families=1)))
    # The key of the installation is lost: nothing of ours is replaced, the real reading fails.
    settings.FAMILIEVEJ_KEYS = "{}"
    assert work(run).state == State.FAILED
    assert (
        "Something went wrong on our side"
        in administrator.get(reverse("extract:run", args=[run.pk])).content.decode()
    )
    assert "stopped" in caplog.text


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["notes.docx"], "not part of an extract"),
        (["0101901234.csv"], "“••••••-••••.csv” is not part of an extract"),
        (["../../etc/passwd"], "is not part of an extract"),
        (["ratings.csv", "Ratings.CSV"], "was chosen twice"),
        (["all.zip", "ratings.csv"], "alone, without other files"),
        ([], "Choose the files of the extract"),
    ],
)
def test_what_cannot_be_part_of_an_extract_is_refused_in_words(
    names: list[str], said: str, administrator: Client, cast: Cast
) -> None:
    delivery = [SimpleUploadedFile(name, b"x") for name in names]
    response = administrator.post(PAGE, {"run_id": uuid.uuid4(), "delivery": delivery, "unit": cast.unit.pk})
    assert response.status_code == 400
    assert said in response.content.decode()
    assert not ImportRun.objects.exists()


def test_a_request_above_the_limit_is_told_so_and_not_kept(
    administrator: Client, cast: Cast, settings: Settings
) -> None:
    settings.FAMILIEVEJ_UPLOAD_MB = 1
    big = SimpleUploadedFile("ratings.csv", b"x" * 1_200_000)
    response = administrator.post(PAGE, {"run_id": uuid.uuid4(), "delivery": [big], "unit": cast.unit.pk})
    assert response.status_code == 400
    assert "larger than 1 MB" in response.content.decode()
    assert not ImportRun.objects.exists()


def test_progress_is_a_part_of_the_page_that_asks_again_until_it_is_done(
    administrator: Client, cast: Cast
) -> None:
    run = send(administrator, cast, files(extract(families=1)))
    url = reverse("extract:run", args=[run.pk])
    ImportRun.objects.update(
        state=State.LOADING, counts={"families": {"rows": 1}, "persons": {"rows": 3}}, told_at=timezone.now()
    )
    part = administrator.get(url, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert 'hx-trigger="every 2s"' in part
    assert "persons: 3 rows" in part
    ImportRun.objects.update(state=State.LOADED, finished_at=timezone.now())
    assert "hx-trigger" not in administrator.get(url, headers={"HX-Request": "true"}).content.decode()
