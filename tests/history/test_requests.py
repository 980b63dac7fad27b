"""What was asked for is read in order, what is alone by itself, and nothing is left behind the end."""

from __future__ import annotations

from ycloud_console.history.operations import Operation
from ycloud_console.history.requests import Asked, Requests
from ycloud_console.history.work import Work


class Together(Operation[None]):
    def apply(self, work: Work) -> None: ...


class Alone(Together):
    alone = True


def asked(*kinds: type[Operation[None]]) -> list[Asked]:
    return [Asked(kind(), None) for kind in kinds]


def test_what_is_alone_is_taken_by_itself() -> None:
    requests = Requests()
    all_of_them = asked(Together, Together, Alone, Alone, Together)
    assert all(requests.put(each) for each in all_of_them)
    taken = [requests.take(10, 0) for _ in range(5)]
    assert [len(some) for some in taken] == [2, 1, 1, 1, 0]
    assert [each for some in taken for each in some] == all_of_them


def test_no_more_is_taken_than_was_asked_for() -> None:
    requests = Requests()
    for each in asked(*[Together] * 5):
        requests.put(each)
    assert [len(requests.take(2, 0)) for _ in range(4)] == [2, 2, 1, 0]


def test_everything_is_taken_the_one_that_was_looked_at_too() -> None:
    requests = Requests()
    all_of_them = asked(Together, Alone, Together)
    for each in all_of_them:
        requests.put(each)
    assert requests.take(10, 0) == all_of_them[:1]
    assert requests.take_all() == all_of_them[1:]


def test_what_refuses_is_still_read_until_it_is_closed() -> None:
    requests = Requests()
    (first, second) = asked(Together, Together)
    assert requests.put(first)
    requests.refuse()
    assert not requests.put(second)
    assert requests.take(10, 0) == [first]
    assert (requests.closed.is_set(), requests.is_over) == (False, False)


def test_it_ends_behind_what_was_asked_before() -> None:
    requests = Requests()
    (first, second) = asked(Alone, Together)
    requests.put(first)
    requests.close()
    requests.close()
    assert not requests.put(second)
    assert requests.closed.is_set()
    assert requests.take(10, 0) == [first]
    assert not requests.is_over
    # Who waits for more is told at once.
    assert (requests.take(10, 60), requests.is_over) == ([], True)
    assert (requests.take(10, 60), requests.take_all()) == ([], [])
