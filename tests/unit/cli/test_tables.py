"""The tables that each command prints, in full: what a person reads who asks without `--json`."""

from pathlib import Path

from tests.unit.cli.running import Ran, Run, lines

CHECK = """\
Tables
┏━━━━━━━━━━┳━━━━━━┳━━━━━━┓
┃ table    ┃ rows ┃ kept ┃
┡━━━━━━━━━━╇━━━━━━╇━━━━━━┩
│ patients │    2 │    2 │
│ days     │    4 │    4 │
│ intakes  │    2 │    2 │
└──────────┴──────┴──────┘
odd, and kept: intakes, line 3, purpose: is blank; counted as acute
odd, and kept: intakes, line 3, drug: 'moonstone' is not a drug that we know by its generic name; it leaves open every class it could belong to
4 days entered; 1 missing between the first and the last entry.
0 refused, 2 odd.
"""  # noqa: E501 (as it is printed)

CHECK_BROKEN = """\
Tables
┏━━━━━━━━━━┳━━━━━━┳━━━━━━┓
┃ table    ┃ rows ┃ kept ┃
┡━━━━━━━━━━╇━━━━━━╇━━━━━━┩
│ patients │    2 │    2 │
│ days     │    4 │    3 │
│ intakes  │    2 │    2 │
└──────────┴──────┴──────┘
days, line 2, minutes: '1500' is outside 0 to 1440
odd, and kept: intakes, line 3, purpose: is blank; counted as acute
odd, and kept: intakes, line 3, drug: 'moonstone' is not a drug that we know by its generic name; it leaves open every class it could belong to
3 days entered; 1 missing between the first and the last entry.
1 refused, 2 odd.
"""  # noqa: E501 (as it is printed)

CLASSIFY = """\
LEIDEN_2023: Headache and migraine day of the Leiden diary (30 minutes) (? = cannot be decided from what was entered)
┏━━━━━━━━━┳━━━━━━━━━━━━┳━━━━━━━━━━┳━━━━━━━━━━┳━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
┃ patient ┃       date ┃ headache ┃ migraine ┃ severe ┃ reasons and flags                                                                                      ┃
┡━━━━━━━━━╇━━━━━━━━━━━━╇━━━━━━━━━━╇━━━━━━━━━━╇━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┩
│ Anna    │ 2026-01-01 │ yes      │ yes      │ yes    │ headache; headache of 30 minutes or more; 1.1 C1 unilateral; 1.1 C2 pulsating; 1.1 C3 moderate or      │
│         │            │          │          │        │ severe; 1.1 D1 nausea or vomiting; migraine-specific drug taken; headache of 60 minutes or more; acute │
│         │            │          │          │        │ drug taken                                                                                             │
│ Anna    │ 2026-01-02 │ no       │ no       │ no     │ no headache                                                                                            │
│ Anna    │ 2026-01-04 │ yes      │ ?        │ no     │ migraine day not decided: 1.1 C two of four pain features; 1.1 D nausea or vomiting, or photophobia    │
│         │            │          │          │        │ and phonophobia; migraine day not met: visual aura of 5 to 60 minutes; migraine day not decided:       │
│         │            │          │          │        │ migraine-specific drug taken; headache; headache of 60 minutes or more; acute drug taken;              │
│         │            │          │          │        │ PURPOSE_BLANK; UNRECOGNISED_DRUG                                                                       │
│ Ben     │ 2026-01-01 │ ?        │ ?        │ ?      │ migraine day not decided: headache; headache of 30 minutes or more; 1.1 C two of four pain features;   │
│         │            │          │          │        │ 1.1 D nausea or vomiting, or photophobia and phonophobia; migraine day not met: visual aura of 5 to 60 │
│         │            │          │          │        │ minutes; migraine day not met: migraine-specific drug taken; headache day not decided: headache;       │
│         │            │          │          │        │ headache of 60 minutes or more; headache day not met: acute drug taken                                 │
└─────────┴────────────┴──────────┴──────────┴────────┴────────────────────────────────────────────────────────────────────────────────────────────────────────┘
"""  # noqa: E501 (as it is printed)

CLASSIFY_US = """\
US_LABEL: Headache day of the United States label; migraine day of the PREEMPT trials (? = cannot be decided from what was entered)
┏━━━━━━━━━┳━━━━━━━━━━━━┳━━━━━━━━━━┳━━━━━━━━━━┳━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
┃ patient ┃       date ┃ headache ┃ migraine ┃ severe ┃ reasons and flags                                                                                      ┃
┡━━━━━━━━━╇━━━━━━━━━━━━╇━━━━━━━━━━╇━━━━━━━━━━╇━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┩
│ Anna    │ 2026-01-01 │ yes      │ yes      │ yes    │ headache; headache of 240 minutes or more; 1.1 A five attacks or more; 1.1 B duration; 1.1 C1          │
│         │            │          │          │        │ unilateral; 1.1 C2 pulsating; 1.1 C3 moderate or severe; 1.1 D1 nausea or vomiting                     │
│ Anna    │ 2026-01-02 │ no       │ no       │ no     │ no headache                                                                                            │
│ Anna    │ 2026-01-04 │ no       │ no       │ no     │ migraine day not met: headache of 240 minutes or more; headache day not met: headache of 240 minutes   │
│         │            │          │          │        │ or more; PURPOSE_BLANK; UNRECOGNISED_DRUG                                                              │
│ Ben     │ 2026-01-01 │ ?        │ ?        │ ?      │ migraine day not decided: headache; headache of 240 minutes or more; 1.1, 1.2 or 1.5 migraine or       │
│         │            │          │          │        │ probable migraine; headache day not decided: headache; headache of 240 minutes or more                 │
└─────────┴────────────┴──────────┴──────────┴────────┴────────────────────────────────────────────────────────────────────────────────────────────────────────┘
"""  # noqa: E501 (as it is printed)

CLASSIFY_ON = """\
LEIDEN_2023: Headache and migraine day of the Leiden diary (30 minutes) (? = cannot be decided from what was entered)
┏━━━━━━━━━┳━━━━━━━━━━━━┳━━━━━━━━━━┳━━━━━━━━━━┳━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
┃ patient ┃       date ┃ headache ┃ migraine ┃ severe ┃ reasons and flags                                                                                      ┃
┡━━━━━━━━━╇━━━━━━━━━━━━╇━━━━━━━━━━╇━━━━━━━━━━╇━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┩
│ Anna    │ 2026-01-01 │ yes      │ yes      │ yes    │ headache; headache of 30 minutes or more; 1.1 C1 unilateral; 1.1 C2 pulsating; 1.1 C3 moderate or      │
│         │            │          │          │        │ severe; 1.1 D1 nausea or vomiting; migraine-specific drug taken; headache of 60 minutes or more; acute │
│         │            │          │          │        │ drug taken                                                                                             │
│ Anna    │ 2026-01-02 │ no       │ no       │ no     │ no headache                                                                                            │
│ Ben     │ 2026-01-01 │ ?        │ ?        │ ?      │ migraine day not decided: headache; headache of 30 minutes or more; 1.1 C two of four pain features;   │
│         │            │          │          │        │ 1.1 D nausea or vomiting, or photophobia and phonophobia; migraine day not met: visual aura of 5 to 60 │
│         │            │          │          │        │ minutes; migraine day not met: migraine-specific drug taken; headache day not decided: headache;       │
│         │            │          │          │        │ headache of 60 minutes or more; headache day not met: acute drug taken                                 │
└─────────┴────────────┴──────────┴──────────┴────────┴────────────────────────────────────────────────────────────────────────────────────────────────────────┘
"""  # noqa: E501 (as it is printed)

DIAGNOSE = """\
Diagnoses by ICHD-3, from the diary (? = cannot be decided from what was
entered)
┏━━━━━━━━━┳━━━━━━━━━┳━━━━━━━━━┳━━━━━━━━━━┳━━━━━━━━━┳━━━━━━━━━━━━━━━━━━┳━━━━━━━━┓
┃ patient ┃ windows ┃ chronic ┃ 3 months ┃ overuse ┃ overuse headache ┃ status ┃
┡━━━━━━━━━╇━━━━━━━━━╇━━━━━━━━━╇━━━━━━━━━━╇━━━━━━━━━╇━━━━━━━━━━━━━━━━━━╇━━━━━━━━┩
│ Anna    │       0 │ ?       │ ?        │ ?       │ ?                │        │
│ Ben     │       0 │ ?       │ ?        │ ?       │ ?                │        │
└─────────┴─────────┴─────────┴──────────┴─────────┴──────────────────┴────────┘
Notes
┏━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
┃ patient ┃ note                                                                                                                            ┃
┡━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┩
│ Anna    │ The purpose of drugs taken on 2026-01-04 is blank; they count as acute.                                                         │
│ Anna    │ Attacks before the diary were not told, and those within it do not add up to five for certain (1.3 B): ask how many there were. │
│ Anna    │ The diary holds 0 whole windows of 28 days; more than three months needs 4.                                                     │
│ Ben     │ Attacks before the diary were not told, and those within it do not add up to five for certain (1.3 B): ask how many there were. │
│ Ben     │ The diary holds 0 whole windows of 28 days; more than three months needs 4.                                                     │
└─────────┴─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────┘
"""  # noqa: E501 (as it is printed)

EVALUATE = """\
Courses; fall is from baseline to the first 28 days after the latest session
┏━━━━━━━━━┳━━━━━━━━━┳━━━━━━━━━┳━━━━━━━━━━━━━━━┳━━━━━━━━━━┳━━━━━━┳━━━━━━┳━━━━━━┳━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
┃ patient ┃ entered ┃ missing ┃ headache days ┃ sessions ┃ fall ┃ 50 % ┃ NICE ┃ IHS 2025      ┃ cycle         ┃
┡━━━━━━━━━╇━━━━━━━━━╇━━━━━━━━━╇━━━━━━━━━━━━━━━╇━━━━━━━━━━╇━━━━━━╇━━━━━━╇━━━━━━╇━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
│ Anna    │       3 │       1 │             2 │        0 │      │      │      │ indeterminate │ not_evaluable │
│ Ben     │       1 │       0 │             0 │        0 │      │      │      │ indeterminate │ not_evaluable │
└─────────┴─────────┴─────────┴───────────────┴──────────┴──────┴──────┴──────┴───────────────┴───────────────┘
2 patients, 4 days entered, 1 missing between them; headache on 2 (50.0 % of those entered).
"""

PROTOCOLS = """\
Protocols
┏━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━┓
┃ name                    ┃ versions ┃ title                                        ┃ published          ┃
┡━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━┩
│ preempt                 │ 1        │ PREEMPT: fixed sites, fixed dose (155 U)     │ yes                │
│ preempt-follow-the-pain │ 1        │ PREEMPT with follow the pain (155 to 195 U)  │ yes                │
│ six-trigger-sites       │ 1, 2     │ Six trigger sites (template, clinic-defined) │ no: clinic-defined │
└─────────────────────────┴──────────┴──────────────────────────────────────────────┴────────────────────┘
"""

DIFFERENCE = """\
+2.5 U left temporalis 1; +2.5 U
right temporalis 1; total 75 to 80 U;
reason: Example of a refinement: 2.5
U more to each temporalis, to be
tested against version 1.
┏━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
┃ what  ┃ how                       ┃
┡━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━┩
│ units │ +2.5 U left temporalis 1  │
│ units │ +2.5 U right temporalis 1 │
└───────┴───────────────────────────┘
"""

HIT6 = """\
hit6 (HIT-6)
┏━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
┃                      ┃ value         ┃
┡━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
│ total                │ 60            │
│ band                 │ severe        │
│ not seen in a source │ hit6.no_blank │
└──────────────────────┴───────────────┘
The change that matters
┏━━━━━━━━━━━━━┳━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━┓
┃ rule        ┃ met ┃ why                              ┃            ┃
┡━━━━━━━━━━━━━╇━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━┩
│ ahs_2021    │ yes │ A fall of 6; 5 is needed.        │            │
│ houts_2020  │ yes │ A fall of 6; 6 is needed.        │            │
│ rendas_baum │ no  │ A fall of 6; 7 is needed.        │ unverified │
│ smelt_2014  │ yes │ A fall of 6; 2.5 to 6 is needed. │            │
└─────────────┴─────┴──────────────────────────────────┴────────────┘
"""

GOALS = """\
gas (T score,
correlation 0.3)
┏━━━━━━━┳━━━━━━━┓
┃       ┃ value ┃
┡━━━━━━━╇━━━━━━━┩
│ total │ 54.02 │
└───────┴───────┘
"""


def shown(done: Ran) -> tuple[int, list[str], str]:
    """Exit code, the lines that a person reads, and what was said beside them."""
    return done.code, lines(done.out), done.err


def test_check_counts_rows_and_days_and_tells_what_is_odd(run: Run, folder: Path) -> None:
    assert shown(run("check", folder)) == (0, lines(CHECK), "")


def test_check_tells_what_is_refused_by_table_line_column_and_value(run: Run, broken: Path) -> None:
    assert shown(run("check", broken)) == (3, lines(CHECK_BROKEN), "")


def test_classify_gives_a_verdict_and_its_reasons_for_each_day(run: Run, folder: Path) -> None:
    assert shown(run("classify", folder)) == (0, lines(CLASSIFY), "")


def test_another_profile_gives_other_reasons(run: Run, folder: Path) -> None:
    done = run("classify", folder, "--profile", "US_LABEL")
    assert lines(done.out) == lines(CLASSIFY_US)
    assert done.err.startswith("Unverified in US_LABEL: the migraine day, ")
    assert done.code == 0


def test_nothing_after_the_day_that_was_asked_for_is_judged(run: Run, folder: Path) -> None:
    assert shown(run("classify", folder, "--on", "2026-01-02")) == (0, lines(CLASSIFY_ON), "")


def test_diagnose_decides_nothing_where_no_window_is_whole(run: Run, folder: Path) -> None:
    assert shown(run("diagnose", folder)) == (0, lines(DIAGNOSE), "")


def test_evaluate_has_a_row_a_patient_and_a_sum(run: Run, folder: Path) -> None:
    assert shown(run("evaluate", folder)) == (0, lines(EVALUATE), "")


def test_the_library_is_listed(run: Run) -> None:
    assert shown(run("protocol", "list")) == (0, lines(PROTOCOLS), "")


def test_the_difference_of_two_versions(run: Run) -> None:
    assert shown(run("protocol", "diff", "six-trigger-sites", "1", "2")) == (0, lines(DIFFERENCE), "")


def test_a_score_with_the_change_that_matters(run: Run) -> None:
    assert shown(run("score", "hit6", "60", "--before", "66")) == (0, lines(HIT6), "")


def test_goals_with_weights(run: Run) -> None:
    assert shown(run("score", "gas", "1", "-1", "--weights", "2,1")) == (0, lines(GOALS), "")
