"""Linking by estimated weights: across scripts, under judgements, and on input that would chain or vanish."""

import random
from dataclasses import replace
from datetime import date

import duckdb
import pytest
from invented_lists import entry, pairwise, people, two_lists

from sijil.linkage import Linked, Mention, Pair, draws, judgements_until, link, questions, tree
from sijil.linkage import people as counted
from sijil.linkage.database import database
from sijil.linkage.spelled import spelled


@pytest.fixture(scope="module")
def lists() -> tuple[list[Mention], dict[str, int]]:
    return two_lists(600)


@pytest.fixture(scope="module")
def linked(lists: tuple[list[Mention], dict[str, int]]) -> Linked:
    return link(lists[0])


def clusters(found: Linked) -> set[frozenset[str]]:
    members: dict[str, set[str]] = {}
    for key, label in found.clusters.best.items():
        members.setdefault(label, set()).add(key)
    return {frozenset(keys) for keys in members.values()}


def test_people_are_found_again_across_scripts_and_spellings(
    lists: tuple[list[Mention], dict[str, int]], linked: Linked
) -> None:
    assert linked.linkage is not None
    precision, recall = pairwise(dict(linked.clusters.best), lists[1])
    assert precision > 0.93
    assert recall > 0.85


def test_every_mention_has_a_cluster_and_a_probability(
    lists: tuple[list[Mention], dict[str, int]], linked: Linked
) -> None:
    likely = linked.probabilities()
    assert likely.keys() == linked.clusters.best.keys() == {m.key for m in lists[0]}
    assert all(0.0 <= p <= 1.0 for p in likely.values())


def test_shuffled_rows_and_renamed_keys_leave_the_clusters_unchanged(
    lists: tuple[list[Mention], dict[str, int]], linked: Linked
) -> None:
    renamed = {m.key: f"k{at:05}" for at, m in enumerate(random.Random(3).sample(lists[0], len(lists[0])))}
    shuffled = [replace(m, key=renamed[m.key]) for m in lists[0]]
    random.Random(4).shuffle(shuffled)
    again = {frozenset(renamed[key] for key in keys) for keys in clusters(linked)}
    assert clusters(link(shuffled)) == again


def test_each_joined_pair_carries_its_reason_in_words(linked: Linked) -> None:
    reasons = [pair.reason for pair in linked.pairs if pair.decision == "same"]
    assert any("across scripts" in reason for reason in reasons)
    assert all(reason and "place" in reason for reason in reasons)


def test_views_are_inside_one_another(linked: Linked) -> None:
    views = linked.clusters
    for coarse, fine in ((views.low, views.best), (views.best, views.high)):
        for key, label in fine.items():
            assert coarse[key] == coarse[label]


def test_questions_come_by_how_much_the_count_could_move(linked: Linked) -> None:
    asked = questions(linked.pairs)
    moves = [min(pair.probability or 0.0, 1 - (pair.probability or 0.0)) for pair in asked]
    assert asked
    assert moves == sorted(moves, reverse=True)


def test_judgements_left_close_the_distance_between_the_bounds(linked: Linked) -> None:
    low, best, high = counted(linked.clusters)
    assert low <= best <= high
    assert judgements_until(linked.clusters, 0) == high - low
    assert judgements_until(linked.clusters, high - low) == 0


def test_draws_repeat_with_their_seed_and_lie_around_the_best_count(linked: Linked) -> None:
    drawn = [len(set(labels.values())) for labels in draws(tree(linked), 40, seed=1)]
    assert drawn == [len(set(labels.values())) for labels in draws(tree(linked), 40, seed=1)]
    low, best, high = counted(linked.clusters)
    assert low - 5 <= min(drawn) <= best + 10
    assert best - 10 <= max(drawn) <= high + 25


def test_every_draw_keeps_a_list_free_of_duplicates_and_what_was_judged(
    lists: tuple[list[Mention], dict[str, int]], linked: Linked
) -> None:
    joined = next(keys for keys in sorted(map(sorted, clusters(linked))) if len(keys) == 2)
    judged = [Pair(joined[0], joined[1], "different", "two people", judged=True)]
    found = link([replace(m, duplicate_free=True) for m in lists[0]], judged)
    for labels in draws(tree(found), 10, seed=2):
        assert labels[joined[0]] != labels[joined[1]]
        assert len({(label, key[0]) for key, label in labels.items()}) == len(labels)


def test_a_list_declared_free_of_duplicates_is_never_joined_inside(
    lists: tuple[list[Mention], dict[str, int]],
) -> None:
    found = link([replace(m, duplicate_free=True) for m in lists[0]])
    for keys in clusters(found):
        assert len({key[0] for key in keys}) == len(keys)


def test_repeats_inside_a_list_are_found_where_it_is_not_declared_free_of_duplicates(
    lists: tuple[list[Mention], dict[str, int]],
) -> None:
    chance = random.Random(9)
    again = [entry(person, "A", chance, again=True) for person in people(600)[:60]]
    first = {m.key for m in lists[0]}
    repeated = [m for m in again if m.key[:-1] in first]
    found = link([*lists[0], *repeated]).clusters.best
    assert sum(found[m.key] == found[m.key[:-1]] for m in repeated) > 0.8 * len(repeated)


def test_a_reviewers_word_binds_whatever_the_scores_say(
    lists: tuple[list[Mention], dict[str, int]], linked: Linked
) -> None:
    joined = next(keys for keys in sorted(map(sorted, clusters(linked))) if len(keys) == 2)
    alone = [next(iter(keys)) for keys in sorted(map(sorted, clusters(linked))) if len(keys) == 1][:2]
    judged = [
        Pair(joined[0], joined[1], "different", "two people", judged=True),
        Pair(*sorted(alone), "same", "his mother says so", judged=True),
    ]
    found = link(lists[0], judged).clusters
    for view in (found.low, found.best, found.high):
        assert view[joined[0]] != view[joined[1]]
        assert view[alone[0]] == view[alone[1]]
    assert link(lists[0]).clusters == linked.clusters


def test_two_official_ids_are_two_people(lists: tuple[list[Mention], dict[str, int]], linked: Linked) -> None:
    joined = next(keys for keys in sorted(map(sorted, clusters(linked))) if len(keys) == 2)
    ids = dict(zip(joined, ("100", "200"), strict=True))
    found = link([replace(m, official_id=ids.get(m.key, "")) for m in lists[0]]).clusters
    assert found.low[joined[0]] != found.low[joined[1]]


def test_brothers_and_sisters_of_one_house_stay_apart(lists: tuple[list[Mention], dict[str, int]]) -> None:
    house = [
        Mention(f"S{at}", f"{given} ماهر طارق الجردي", list="AB"[at % 2], place="تل صدف", admin1="Qasr Marjan",
                earliest=date(2025, 4, 11), latest=date(2025, 4, 11))
        for at, given in enumerate(("محمد", "سمير", "فاطمة", "خالد", "ليلى", "يوسف", "هدى"))
    ]  # fmt: skip
    nameless = Mention("S7", "الطفل ماهر طارق الجردي", list="A", place="تل صدف", admin1="Qasr Marjan",
                       earliest=date(2025, 4, 11), latest=date(2025, 4, 11))  # fmt: skip
    found = link([*lists[0], *house, nameless]).clusters.best
    assert len({found[f"S{at}"] for at in range(8)}) == 8


def test_lists_with_no_common_person_are_not_linked() -> None:
    chance = random.Random(5)
    everybody = people(3000, seed=8)
    apart = [entry(p, "AB"[p.number % 2], chance, latin=p.number % 2 == 1) for p in everybody]
    found = link(apart)
    assert len(apart) - len(set(found.clusters.high.values())) <= 1


def test_one_name_repeated_ten_thousand_times_chains_nobody(
    lists: tuple[list[Mention], dict[str, int]],
) -> None:
    crowd = [Mention(f"M{at:05}", "Mohammed", list="C") for at in range(10_000)]
    same = [Mention(f"N{at:05}", "محمد علي المرصادي", list="C") for at in range(10_000)]
    found = link([*lists[0], *crowd, *same])
    sizes: dict[str, int] = {}
    for label in found.clusters.best.values():
        sizes[label] = sizes.get(label, 0) + 1
    assert max(sizes.values()) < 20
    assert len(found.clusters.best) == len(lists[0]) + 20_000


@pytest.mark.parametrize(
    "name", ["unidentified child", "مجهول الهوية", "", "wife of Maher al-Jurdi", "طفل خالد الجردي", "Maher"]
)
def test_unknown_people_and_people_known_only_as_kin_are_kept_apart(
    name: str, lists: tuple[list[Mention], dict[str, int]]
) -> None:
    day = date(2025, 4, 11)
    nobody = [
        Mention(f"U{at}", name, list="AB"[at % 2], place="تل صدف", earliest=day, latest=day)
        for at in range(5)
    ]
    found = link([*lists[0], *nobody]).clusters
    assert len({found.low[f"U{at}"] for at in range(5)}) == 5


def test_the_first_of_january_stands_for_a_year_and_joins_nobody() -> None:
    mentions, truth = two_lists(600, seed=2, latin=False)
    placed = [replace(m, born=date(2025 - (m.age_low or 0), 1, 1)) for m in mentions]
    precision, _ = pairwise(dict(link(placed).clusters.best), truth)
    assert precision > 0.93


def test_a_name_given_in_two_scripts_in_one_cell_is_one_name() -> None:
    arabic = spelled("طارق ماهر جمال الصدفي")
    assert spelled("طارق ماهر جمال الصدفي (Tariq Maher Jamal al-Sadafi)") == arabic
    assert spelled("Tarek Maher Gamal Sadafi / طارق ماهر جمال الصدفي") == arabic


def test_every_field_empty_but_the_name_links_nothing_for_sure_on_two_parts() -> None:
    mentions = [Mention(m.key, " ".join(m.name.split()[::3][:2]), list=m.list) for m in two_lists(600)[0]]
    found = link(mentions)
    assert set(found.clusters.best) == {m.key for m in mentions}
    assert all(pair.decision != "same" for pair in found.pairs)


def test_too_few_entries_fall_back_to_equal_names_and_say_so() -> None:
    found = link(two_lists(40)[0])
    assert found.linkage is None
    assert "too few entries" in found.alarms[0]


def test_duckdb_reaches_for_nothing_and_is_bounded() -> None:
    with database() as connection:
        for name, value in (
            ("autoinstall_known_extensions", "false"),
            ("autoload_known_extensions", "false"),
        ):
            row = connection.execute("SELECT value FROM duckdb_settings() WHERE name = ?", [name]).fetchone()
            assert row == (value,)
        with pytest.raises(duckdb.Error):
            connection.execute("INSTALL spatial")
