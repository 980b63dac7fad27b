"""Every reason for not being bound has its words."""

from __future__ import annotations

import pytest

from ycloud_console.smpp.model import LinkProblem, ProblemKind
from ycloud_console.smpp.problem_texts import CHINESE, ENGLISH
from ycloud_console.smpp.problems import problem_meaning
from ycloud_console.smpp.verdict import Retry, verdict
from ycloud_console.sms.status import bind_meaning


@pytest.mark.parametrize("kind", list(ProblemKind))
def test_each_kind_has_words_in_both_languages(kind: ProblemKind) -> None:
    problem = LinkProblem(kind, "seen {host} here")
    english = problem_meaning(problem, host="smpp.ycloud.com:30012")
    chinese = problem_meaning(problem, host="smpp.ycloud.com:30012", language="zh_CN")
    for meaning, language in ((english, "en"), (chinese, "zh")):
        assert meaning.title
        assert meaning.next_step
        assert meaning.sentence
        assert "{detail}" not in meaning.sentence
        has_chinese = any("\u4e00" <= character <= "\u9fff" for character in meaning.title)
        assert has_chinese == (language == "zh")
    assert set(ENGLISH) == set(CHINESE) == set(ProblemKind)


def test_host_and_detail_are_named() -> None:
    problem = LinkProblem(ProblemKind.CONNECTION_LOST, "reset by peer")
    assert "smpp.ycloud.com:30012" in problem_meaning(problem, host="smpp.ycloud.com:30012").sentence
    assert "reset by peer" in problem_meaning(problem).sentence


def test_a_host_s_name_stays_as_it_is_written() -> None:
    problem = LinkProblem(ProblemKind.PORT_REFUSED)
    assert problem_meaning(problem, host="localhost:3651").sentence.startswith("localhost:3651 refused")
    assert problem_meaning(problem).sentence.startswith("The server refused")


def test_a_refused_bind_is_explained_by_its_status() -> None:
    problem = LinkProblem(ProblemKind.BIND_REFUSED, "bind response with status 3", 3)
    assert problem_meaning(problem) == bind_meaning(3, "en")
    assert problem_meaning(problem, language="zh") == bind_meaning(3, "zh")


def test_what_is_tried_again() -> None:
    assert verdict(LinkProblem(ProblemKind.BIND_REFUSED, "", 3)) is Retry.REFUSED
    assert verdict(LinkProblem(ProblemKind.BIND_REFUSED, "", 5)) is Retry.SLOW
    assert verdict(LinkProblem(ProblemKind.BIND_REFUSED, "", 8)) is Retry.SOON
    assert verdict(LinkProblem(ProblemKind.TLS_EXPIRED)) is Retry.SLOW
    assert verdict(LinkProblem(ProblemKind.CERTIFICATE_MISSING)) is Retry.REFUSED
    assert verdict(LinkProblem(ProblemKind.CONNECTION_LOST)) is Retry.SOON


@pytest.mark.parametrize(
    "kind", ["name_not_found", "unreachable", "connect_timeout", "no_answer", "connection_closed"]
)
def test_what_the_network_does_is_tried_again_soon(kind: str) -> None:
    assert verdict(LinkProblem(ProblemKind(kind))) is Retry.SOON
