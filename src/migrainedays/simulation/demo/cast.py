"""The cast of the demo clinic. All are invented; any likeness to a living person is chance."""

from migrainedays.simulation.demo.story import Elsewhere, Story, Trial, Unwanted

CLINIC_ZONE = "Europe/Paris"
PROTOCOL = "six-trigger-sites"
NEW_VERSION_AFTER = 200  # days before today on which the practice went over to its second version
OUR_PRODUCT = "onabotulinumtoxinA"

PROPRANOLOL = Trial("propranolol", "80 mg", 40, 34, "intolerance")
TOPIRAMATE = Trial("topiramate", "100 mg", 33, 27, "intolerance")
AMITRIPTYLINE = Trial("amitriptyline", "25 mg", 30, 22, "inefficacy")
CANDESARTAN = Trial("candesartan", "16 mg", 20)

CAST = (
    # Severe for years, travels far, was treated elsewhere in vain; the first session here works.
    Story(
        patient="D-01", given_name="Helena", family_name="Prado", age=44, language="es", zone="America/Sao_Paulo",
        home_place="São Paulo", before=26.5, after=(5, 3), sessions=(131, 12), diary_from=175, severe=0.6,
        drugs=("sumatriptan", "naproxen"), overuse_eases=True, travels=True, factors=("bright_light", "tied_hair"),
        goals=("hair in a ponytail", "drive in daylight"),
        preventives=(PROPRANOLOL, TOPIRAMATE, AMITRIPTYLINE, Trial("erenumab", "140 mg", 18, 11, "inefficacy")),
        elsewhere=(Elsewhere(-1, 3, None, 155, 27, 26, "neck pain for three weeks"), Elsewhere(0, 2, 9, 155, 27, 25)),
        review_in=44,
    ),
    Story(  # responds at once
        patient="D-02", given_name="Anne", family_name="Lemoine", age=38, language="fr", before=18, after=(6, 5, 4),
        sessions=(252, 140, 28), diary_from=285, preventives=(PROPRANOLOL, CANDESARTAN),
        goals=("a whole week at work",), next_in=84,
        review_in=3,
    ),
    Story(  # responds late, at the third session
        patient="D-03", given_name="Margaret", family_name="Hale", age=51, before=20, after=(18, 15, 5),
        sessions=(280, 168, 56), diary_from=312, wears_off=1, preventives=(TOPIRAMATE, AMITRIPTYLINE),
        goals=("sing in the choir again",),
        review_in=1,
    ),
    Story(  # does not respond
        patient="D-04", given_name="Tomás", family_name="Iriarte", age=47, sex="male", language="es",
        home_place="Bilbao", before=21, after=(22, 21, 22), sessions=(238, 126, 14), diary_from=270, severe=0.5,
        drugs=("naproxen", "rizatriptan"), preventives=(PROPRANOLOL, TOPIRAMATE, CANDESARTAN), review_in=0,
    ),
    Story(  # each session works and wears off before the next
        patient="D-05", given_name="Claire", family_name="Fontaine", age=35, language="fr", before=19, after=(9, 8),
        wears_off=8, sessions=(238, 119), diary_from=268, preventives=(TOPIRAMATE,), factors=("stress", "weather"),
        goals=("pick up the children from school",), next_in=0,
    ),
    Story(  # a diary with gaps
        patient="D-06", given_name="Ruth", family_name="Okafor", age=29, home_place="Geneva", zone="Europe/Zurich",
        before=17, after=(10, 9), sessions=(147, 35), diary_from=180, entered=0.68, gap=(96, 71),
        preventives=(PROPRANOLOL,), goals=("finish my thesis",),
        review_in=2,
    ),
    Story(  # the cycle broke, held for months, and returned in spite of the third session
        patient="D-07", given_name="Ingrid", family_name="Solberg", age=56, zone="Europe/Oslo", home_place="Bergen",
        before=22, after=(6, 3, 22), sessions=(336, 224, 112), diary_from=368, aura=True,
        preventives=(PROPRANOLOL, AMITRIPTYLINE), goals=("ski with my sister", "read in the evening"), review_in=3,
    ),
    Story(  # new, keeping the baseline diary
        patient="D-08", given_name="Yasmine", family_name="Benali", age=27, language="fr", before=18.5, diary_from=23,
        severe=0.45, preventives=(PROPRANOLOL,), goals=("train for a half marathon",), next_in=6,
    ),
    Story(  # has gone quiet
        patient="D-09", given_name="George", family_name="Whitlock", age=62, sex="male", home_place="Nice", before=16,
        after=(11, 10), sessions=(168, 56), diary_from=198, quiet_for=17, drugs=("paracetamol",),
        preventives=(CANDESARTAN,),
    ),
    Story(  # medicine taken too often, and no longer
        patient="D-10", given_name="Lucía", family_name="Ferrer", age=41, language="es", home_place="Girona",
        zone="Europe/Madrid", before=24, after=(14, 8), sessions=(154, 42), diary_from=186, severe=0.5, treats=0.85,
        drugs=("eletriptan", "ibuprofen"), overuse_eases=True, preventives=(TOPIRAMATE, AMITRIPTYLINE),
        goals=("leave the tablets at home",),
        review_in=1,
    ),
    Story(  # headache on every day, slowly letting go
        patient="D-11", given_name="Per", family_name="Lindqvist", age=49, sex="male", zone="Europe/Stockholm",
        home_place="Uppsala", before=28, after=(28, 21, 13), sessions=(247, 135, 23), diary_from=279, severe=0.4,
        drugs=("naproxen",), treats=0.3, preventives=(AMITRIPTYLINE, TOPIRAMATE), goals=("one clear morning",),
        review_in=4,
    ),
    Story(  # frequent, yet below fifteen days: outside the label, and shown as such
        patient="D-12", given_name="Elise", family_name="Marchand", age=33, language="fr", before=11.5, after=(6,),
        sessions=(91,), diary_from=122, aura=True, drugs=("zolmitriptan",), factors=("menstruation", "short_sleep"),
        preventives=(PROPRANOLOL, CANDESARTAN), next_in=0,
    ),
    Story(  # a drooping eyelid after the first session, and a changed plan at the second
        patient="D-13", given_name="Sofia", family_name="Renard", age=36, language="fr", before=18, after=(11, 8),
        sessions=(133, 7), diary_from=165, unwanted=(Unwanted("eyelid ptosis", 1, 5, 24, "mild"),),
        preventives=(TOPIRAMATE,), goals=("play the violin for an hour",),
    ),
    Story(  # first session a few days ago: too early to judge
        patient="D-14", given_name="Marcus", family_name="Adeyemi", age=40, sex="male", home_place="Marseille",
        before=20, after=(12,), sessions=(9,), diary_from=44, drugs=("rizatriptan", "naproxen"),
        unwanted=(Unwanted("neck pain", 1, 2, 5, "moderate"),), preventives=(PROPRANOLOL, AMITRIPTYLINE), review_in=19,
    ),
)  # fmt: skip
