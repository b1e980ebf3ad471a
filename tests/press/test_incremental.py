"""What would show the same is not made again; what would show something else is, and nothing besides: both ways, page by page."""

import re
import shutil

import pytest

from hrss_analysis import open_dataset
from hrss_analysis.briefings import plan, run_batch, source
from hrss_analysis.briefings.jobs import PRELUDE
from hrss_analysis.briefings.source import Inputs
from hrss_analysis.press.executors import local
from hrss_analysis.press.jobs import changed
from hrss_analysis.press.making import make
from hrss_analysis.press.warm import can_fork

from ..conftest import ROOT

pytestmark = [
    pytest.mark.starts,
    pytest.mark.slow,
    pytest.mark.skipif(not can_fork(), reason="pages are made in forks, for speed"),
]
REPORTS = ["city_quarter", "area_quarter", "department_quarter", "data_quality", "indicator_profile"]
AREAS = ("甲", "乙", "丙")
REGISTER = """no,name,unit,kind,bound,pace,frequency,additive,lead_department,reported_by,definition
1,培训人数,人,flow,at_least,accumulates,monthly,true,培训处,培训处,参加培训的人
2,参保人数,万人,stock,at_least,growth,quarterly,true,社保处,社保处,期末参保的人
3,结案率,%,rate,at_least,level,monthly,,仲裁处,仲裁处,结案数占比
4,失业率,%,rate,below,level,monthly,,培训处,社保处,失业者占比
"""
WHOLE, TABLES = {"city", "quality"}, {"projection"}  # pages that list all tables


def rows(year, quarter):
    """Figures that no two areas, years or quarters share."""
    for rank, area in enumerate(AREAS, 1):
        yield f"1,{area},{1000 * rank * quarter + 37 * (year - 2020) * quarter + 11 * quarter**2},,"
        yield f"2,{area},{10 * rank + (year - 2020) + 0.2 * quarter:.2f},,"
        yield f"3,{area},,{900 * rank + 3 * quarter + year - 2020},{1000 * rank}"
        yield f"4,{area},,{20 * rank + quarter},{1000 * rank}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("incremental") / "small"
    targets = [
        f"{no},{area},assigned,,{value}" for no, value in ((1, 6000), (2, 40), (3, 95), (4, 3)) for area in AREAS
    ]
    targets += [f"{no},全市,assigned,,{value}" for no, value in ((1, 18_000), (2, 120), (3, 95), (4, 3))]
    files = {
        "dataset.toml": 'title = "例"\ncity = "全市"\n[thresholds]\nslightly_behind = 10\n',
        "areas.csv": "area,name_en\n全市,Whole\n甲,First\n乙,Second\n丙,Third\n",
        "indicators.csv": REGISTER,
        "targets/2024.csv": "no,area,state,bound,value,unit,issued_on\n"
        + "".join(
            f"{row},{'人' if row[0] == '1' else '万人' if row[0] == '2' else '%'},2024-02-01\n" for row in targets
        ),
        "waivers.csv": "period,no,area,status,reason,by,on\n",
        **{
            f"actuals/{year}Q{quarter}.csv": "no,area,value,numerator,denominator,flag,origin,reporter,submission,submitted_at\n"
            + "".join(f"{row},A,reported,甲处,,{year}-{3 * quarter:02}-28\n" for row in rows(year, quarter))
            for year in (2021, 2022, 2023, 2024)
            for quarter in (1, 2, 3, 4)
            if (year, quarter) < (2024, 4)
        },
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def append(path, line):
    def change(folder):
        with (folder / path).open("a", encoding="utf-8") as file:
            file.write(line + "\n")

    return change


def replace(path, old, new):
    def change(folder):
        text = (folder / path).read_text(encoding="utf-8")
        assert old in text
        (folder / path).write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


NOW = "{no},{area},{figure},A,reported,甲处,,2024-09-28"
CHANGES = {
    "nothing": lambda _folder: None,
    "a figure of an area": append("actuals/2024Q3.csv", NOW.format(no=1, area="乙", figure="5555,,")),
    # 14.60 either way; only the pages that list the digests of rows say another
    "a figure below what is shown": replace("actuals/2024Q3.csv", "2,甲,14.60,", "2,甲,14.60004,"),
    "a figure of an earlier year": append("actuals/2022Q3.csv", "1,丙,9999,,,A,reported,甲处,,2022-09-28"),
    "a figure of a later period": append("actuals/2024Q4.csv", "1,丙,9999,,,A,reported,甲处,,2024-12-28"),
    "who sent a figure": replace("actuals/2024Q3.csv", "甲处", "乙处"),
    "a target": append("targets/2024.csv", "1,乙,assigned,,6100,人,2024-08-01"),
    "a target that is adjusted later": append("targets/2024.csv", "1,乙,assigned,,6100,人,2024-11-01"),
    "a threshold": replace("dataset.toml", "slightly_behind = 10", "slightly_behind = 12"),
    "a decision": append("waivers.csv", "2024Q3,1,乙,cannot_judge,口径核查,张三,2024-10-20"),
    "a definition": replace("indicators.csv", "期末参保的人", "期末参保的人员"),
    "an area's name in files": replace("areas.csv", "Second", "Other"),
}


def shown(result):
    """All that a page and its workbook show; what it was made from is for machines."""
    assert not result.failure, (result.job.output, result.failure)
    return re.sub(r'<meta name="hrss-made-from"[^>]*>', "", result.html), dict(result.beside)


# Pages that stand in no other case than those before them.
LIKE_OTHERS = {"area-third", "department-03", "indicator-3", "indicator-4"}


@pytest.fixture(scope="module")
def made(folder, tmp_path_factory):
    """By change and page: the key, and what a page made anew shows."""
    root = tmp_path_factory.mktemp("made")
    asked = {}
    with local(2, 120, prelude=PRELUDE) as executor:
        for rank, (name, change) in enumerate(CHANGES.items()):
            data = shutil.copytree(folder, root / str(rank) / "small")
            if name == "a figure of a later period":
                shutil.copy(data / "actuals/2024Q3.csv", data / "actuals/2024Q4.csv")
            change(data)
            jobs = plan(open_dataset(data), ["2024Q3"], root / "out", REPORTS)
            jobs = [job for job in jobs if job.output.stem not in LIKE_OTHERS]
            asked[name] = [(job, executor.submit(make, job, 120)) for job in jobs]
        return {
            name: {job.output.stem: (job.made_from, shown(future.result())) for job, future in own}
            for name, own in asked.items()
        }


def of(made, name):
    """The pages whose keys a change alters, and those that show something else."""
    before, after = made["nothing"], made[name]
    keys = {page for page in after if page not in before or before[page][0] != after[page][0]}
    pages = {page for page in after if page not in before or before[page][1] != after[page][1]}
    return keys, pages


@pytest.mark.parametrize("name", [name for name in CHANGES if name != "nothing"])
def test_a_key_changes_where_a_page_does_and_nowhere_else(made, name):
    keys, pages = of(made, name)
    assert keys - pages == set(), "made needlessly"
    assert pages - keys == set(), "stale"


PROFILES = {f"indicator-{no}" for no in (1, 2)}
DEPARTMENTS = {f"department-0{rank}" for rank in (1, 2)}
EVERY_AREA = {"area-first", "area-second"}


@pytest.mark.parametrize(
    ("name", "pages"),
    [
        ("a figure of an area", WHOLE | {"area-second", "department-01", "indicator-1"}),
        ("a figure below what is shown", WHOLE | {"department-02", "indicator-2"}),  # an order follows exact figures
        ("a figure of a later period", PROFILES),
        ("who sent a figure", WHOLE),
        ("a target that is adjusted later", set()),
        ("a threshold", WHOLE | EVERY_AREA | DEPARTMENTS | PROFILES),
        ("a decision", WHOLE | {"area-second", "department-01", "indicator-1"}),
        ("a definition", WHOLE | EVERY_AREA | {"department-02", "indicator-2"}),
        ("an area's name in files", WHOLE | {"area-first", "area-other"} | DEPARTMENTS),
    ],
)
def test_these_are_the_pages(made, name, pages):
    keys, _ = of(made, name)
    if name == "a figure of an area":  # its sum moves what is projected for the others
        assert keys - EVERY_AREA == pages - EVERY_AREA
        assert pages <= keys
    else:
        assert keys == pages


def test_the_frames_that_changed_are_named(made):
    def why(name, page):
        return changed(made["nothing"][page][0], made[name][page][0])

    assert why("a threshold", "department-02") == ["words"]
    assert why("a decision", "area-second") == ["progress"]
    assert why("a definition", "indicator-2") == ["words"]
    assert why("who sent a figure", "city") == ["tables"]
    assert why("an area's name in files", "area-first") == ["frame"]
    assert "progress" in why("a figure of an area", "area-second")


def test_a_notebook_that_somebody_changed_is_given_everything(folder, tmp_path):
    notebooks = shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")

    def keys():
        jobs = plan(open_dataset(folder), ["2024Q3"], tmp_path / "out", ["city_quarter"], notebooks=notebooks)
        return jobs[0].made_from, jobs[0].packed().brought

    first, brought = keys()
    assert " progress=" in first
    assert brought
    path = notebooks / "city_quarter.ipynb"
    path.write_text(path.read_text(encoding="utf-8").replace("分地区", "各地区"), encoding="utf-8")
    second, brought = keys()
    assert " figures=" in second
    assert not brought
    assert "notebook" in changed(first, second)


@pytest.mark.parametrize(
    ("name", "reports"),
    [
        ("nothing", set()),
        ("a figure of a later period", {"indicator_profile", "plan_review"}),
        ("a figure of an earlier year", {"city_quarter", "indicator_profile", "plan_review"}),
        ("a threshold", {"city_quarter", "indicator_profile", "plan_review"}),
    ],
)
def test_keys_are_found_out_again_only_where_a_file_changed_that_counts(folder, tmp_path, name, reports):
    def inputs(data):
        jobs = plan(
            open_dataset(data), ["2024Q3"], tmp_path / "out", ["city_quarter", "indicator_profile", "plan_review"]
        )
        return {(job.report, job.output.stem): job.inputs for job in jobs}

    data = shutil.copytree(folder, tmp_path / "small")
    before = inputs(data)
    (data / "areas.csv").touch()
    if name == "a figure of a later period":
        shutil.copy(data / "actuals/2024Q3.csv", data / "actuals/2024Q4.csv")
    CHANGES[name](data)
    after = inputs(data)
    assert {report for (report, page), digest in after.items() if before[report, page] != digest} == reports


def test_what_was_found_out_is_not_found_out_again(folder, tmp_path, monkeypatch):
    def batch():
        ds = open_dataset(folder)
        jobs = plan(ds, ["2024Q3"], tmp_path / "out", ["data_quality", "area_quarter"])
        return [(result.failure, result.unchanged) for result in run_batch(jobs, 2, ds=ds)]

    assert batch() == [(None, False)] * 4
    monkeypatch.setattr(source, "quarter", lambda *_: pytest.fail("computed again"))
    assert batch() == [(None, True)] * 4
    (tmp_path / "out/small/2024Q3/quality.html").unlink()
    monkeypatch.undo()
    assert sorted(batch(), key=str) == [(None, False), *[(None, True)] * 3]


def test_a_dataset_is_looked_at_once_for_all_pages(folder, monkeypatch):
    looked = []
    monkeypatch.setattr(type(open_dataset(folder)), "files", lambda ds: looked.append(ds) or iter([("areas.csv", "1")]))
    files = Inputs(open_dataset(folder))
    assert files.until(None) == files.until(None)
    assert len(looked) == 1


def test_planning_a_whole_country_reads_each_table_once(write, monkeypatch):
    """Every area's digest in one pass, not one pass for every area: 600 areas must not cost 600 readings."""
    from hrss_analysis.dataset.folder import Folder

    areas = [f"区{rank:03}" for rank in range(600)]
    files = {
        "areas.csv": "area\n全市\n" + "\n".join(areas) + "\n",
        "targets/2024.csv": "no,area,state,bound,value\n" + "".join(f"1,{area},assigned,,9\n" for area in areas),
        **{
            f"actuals/2024Q{q}.csv": "no,area,value\n" + "".join(f"1,{area},{q}\n" for area in areas) for q in (1, 2, 3)
        },
    }
    read, told = [], Folder.read_actuals
    monkeypatch.setattr(
        Folder, "read_actuals", lambda self, period, only: read.append(period) or told(self, period, only)
    )
    jobs = plan(open_dataset(write(files)), ["2024Q3"], ROOT / "nowhere", ["area_quarter"])
    assert len({job.made_from for job in jobs}) == 600
    assert sorted(read) == ["2024Q1", "2024Q2", "2024Q3"]
