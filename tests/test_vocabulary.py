from hrss_analysis.vocabulary import STATUS, shown_as


def test_every_status_shows_a_known_light():
    assert {label.light for label in STATUS.values()} == {"green", "amber", "red", "grey"}


def test_lights_are_as_the_rules_have_them():
    assert shown_as("green") == ("done", "on_pace")
    assert shown_as("amber") == ("slightly_behind", "near_cap")
    assert shown_as("red") == ("behind", "over_cap")
    assert set(shown_as("grey")) == {"not_due", "not_reported", "no_task", "no_target", "paused", "cannot_judge"}


def test_lights_that_look_alike_differ_in_word():
    assert len({label.zh for label in STATUS.values()}) == len(STATUS)
