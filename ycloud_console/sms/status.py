"""What a status, an error or a state means: title, sentence, who has to act, next step.

YCloud's meaning goes first and the standard's name beside it: its statuses 3, 4, 5 and 6 mean something else
in standard SMPP. What nobody lists is said to be unlisted. *language*: "en", or "zh…" for Simplified Chinese.
"""

from __future__ import annotations

from ycloud_console.sms.copied import COPIED
from ycloud_console.sms.meaning import Entry, Meaning, Who, Words
from ycloud_console.sms.message import MessageState
from ycloud_console.sms.receipt import STATE_WORDS
from ycloud_console.sms.receipt_texts import (
    DOUBTS,
    NO_ERROR,
    NO_WORD,
    OTHER_ERROR,
    OTHER_WORD,
    STATES,
    WORDS,
)
from ycloud_console.sms.status_texts import BROADCAST, NAMES, STANDARD, UNLISTED, VENDOR
from ycloud_console.sms.withdrawal import CANCELLED_NAME, WITHDRAWN
from ycloud_console.sms.ycloud_texts import BIND, ERRORS, SUBMIT

__all__ = [
    "Meaning",
    "Who",
    "bind_meaning",
    "explain",
    "receipt_meaning",
    "standard_name",
    "state_name",
    "submit_meaning",
    "who_name",
]


def standard_name(status: int) -> str:
    """SMPP's name of a command_status, such as ``ESME_RINVCMDID``; else "vendor specific" or "reserved"."""
    if status in NAMES:
        return NAMES[status]
    return "vendor specific" if 0x400 <= status <= 0x4FF else "reserved"


def bind_meaning(status: int, language: str = "en") -> Meaning:
    """What the command_status of a bind response means."""
    return _status_meaning(status, BIND, language)


def submit_meaning(status: int, language: str = "en") -> Meaning:
    """What the command_status of a submit response means."""
    return _status_meaning(status, SUBMIT, language)


def _status_meaning(status: int, own: dict[int, Entry], language: str) -> Meaning:
    entry = own.get(status) or _standard_entry(status)
    words = entry.words(language)
    sentence = words.sentence
    if status in own and status:
        standard = STANDARD[status].words(language).title
        sentence += _pick(
            language,
            f" (In standard SMPP {status} is {standard_name(status)}: {standard[0].lower()}{standard[1:]}.)",
            f"（标准 SMPP 中 {status} 为 {standard_name(status)}：{standard}。）",
        )
    # Documents of other makers give these numbers in hexadecimal.
    code = f"{status}" if status < 10 else f"{status}, 0x{status:02X}"
    title = _titled(words, _pick(language, f"status {code}", f"状态 {code}"), language)
    return Meaning(str(status), standard_name(status), title, sentence, entry.who, words.next_step)


def _standard_entry(status: int) -> Entry:
    if status in STANDARD:
        return STANDARD[status]
    if 0x107 <= status <= 0x112:
        return BROADCAST
    return VENDOR if 0x400 <= status <= 0x4FF else UNLISTED


def receipt_meaning(err: str, stat: str = "", language: str = "en") -> Meaning:
    """What a receipt's *err* (as it came) and *stat* mean together.

    An error that YCloud lists explains more than the word, unless the word says delivered.
    """
    err = err.strip()
    number = err.lstrip("0")
    word = stat.strip().upper()
    result = WORDS.get(word)
    if result is not None and result is WORDS["DELIVRD"]:
        return _word_meaning(result, word, language)
    if number in ERRORS:
        entry = ERRORS[number]
        words = entry.words(language)
        return Meaning(
            err, word, _titled(words, f"err {err}", language), words.sentence, entry.who, words.next_step
        )
    if not number:
        if word:
            return _word_meaning(result or OTHER_WORD, word, language)
        return _word_meaning(NO_ERROR if err else NO_WORD, "", language)
    unlisted = OTHER_ERROR.words(language)
    about_error = unlisted.sentence.replace("{0}", err)
    if not word:
        title = _titled(unlisted, f"err {err}", language)
        return Meaning(err, "", title, about_error, OTHER_ERROR.who, unlisted.next_step)
    meaning = _word_meaning(result or OTHER_WORD, word, language)
    return Meaning(
        err,
        word,
        _titled((result or OTHER_WORD).words(language), f"err {err}", language),
        _join(meaning.sentence, about_error, language),
        meaning.who,
        _join(meaning.next_step, unlisted.next_step, language)
        if meaning.next_step != unlisted.next_step
        else meaning.next_step,
    )


def _word_meaning(entry: Entry, word: str, language: str) -> Meaning:
    words = entry.words(language)
    title = _titled(words, word, language) if word else words.title
    return Meaning(word, word, title, words.sentence.replace("{0}", word), entry.who, words.next_step)


def state_name(state: MessageState, language: str = "en", *, cancelled: bool = False) -> str:
    """The word an operator reads for *state*: Queued, Sent, Accepted, In doubt, Delivered…

    *cancelled*: it was taken back before it was sent, so that no SMSC has deleted it.
    """
    if cancelled:
        return _pick(language, *CANCELLED_NAME)
    return STATES[state.value].words(language).title


def who_name(who: Who, language: str = "en") -> str:
    """Who has to act, in a word."""
    return _WHO[who][language.startswith("zh")]


def explain(
    state: MessageState,
    *,
    status: int | None = None,
    error: str = "",
    stat: str = "",
    doubt: str = "",
    language: str = "en",
) -> Meaning:
    """What became of a message or segment and what to do: the one text for window and command line.

    *status*: command_status of its submit response, None when none came; *error* and *stat*: the err and the
    word of its receipt, as far as there is one; *doubt*: why no answer came (the kind of the link's problem),
    why it was taken back before it was sent (:class:`ycloud_console.sms.withdrawal.Withdrawn`), or that it
    comes from a copy of the history (:class:`ycloud_console.sms.copied.Copied`).
    """
    if state is MessageState.REJECTED and status:
        return submit_meaning(status, language)
    entry = COPIED.get(doubt) if state is MessageState.IN_DOUBT else None
    if state is MessageState.DELETED:
        entry = WITHDRAWN.get(doubt)
    if entry is not None:
        words = entry.words(language)
        return Meaning(doubt, "", words.title, words.sentence, entry.who, words.next_step)
    if state is MessageState.IN_DOUBT:
        why = DOUBTS.get(doubt)
        return _state_meaning(state, language, why[language.startswith("zh")] if why else "")
    if state in (MessageState.QUEUED, MessageState.SENT):
        return _state_meaning(state, language)
    word = stat.strip().upper()
    if word in STATE_WORDS and STATE_WORDS[word] is not state:
        word = ""  # the receipt contradicted itself, or another one decided
    if state is MessageState.ACCEPTED:
        # A word that is not final says more than "accepted"; the error of one that is standard is not final.
        if not word or word in ("ACCEPTD", "ACCEPTED"):
            return _state_meaning(state, language)
        return receipt_meaning("" if word in STATE_WORDS else error, word, language)
    if state is MessageState.DELIVERED:
        return _word_meaning(WORDS["DELIVRD"], word if word in STATE_WORDS else "DELIVRD", language)
    return receipt_meaning(error, word or _STANDARD_WORDS[state], language)


def _state_meaning(state: MessageState, language: str, why: str = "") -> Meaning:
    entry = STATES[state.value]
    words = entry.words(language)
    sentence = words.sentence.replace("{0}", why)
    return Meaning(state.value, "", words.title, sentence, entry.who, words.next_step)


_STANDARD_WORDS = {
    MessageState.UNDELIVERABLE: "UNDELIV",
    MessageState.EXPIRED: "EXPIRED",
    MessageState.DELETED: "DELETED",
    MessageState.REJECTED: "REJECTD",
    MessageState.UNKNOWN: "UNKNOWN",
}

_WHO = {
    Who.SENDER: ("The sender", "发送方"),
    Who.RECIPIENT: ("The recipient", "收件人"),
    Who.YCLOUD: ("YCloud", "YCloud"),
    Who.NETWORK: ("The recipient's network", "收件人的运营商"),
    Who.NOBODY: ("Nobody", "无需处理"),
}


def _titled(words: Words, code: str, language: str) -> str:
    return _pick(language, f"{words.title} ({code})", f"{words.title}（{code}）")


def _join(first: str, second: str, language: str) -> str:
    return _pick(language, f"{first} {second}", f"{first}{second}")


def _pick(language: str, english: str, chinese: str) -> str:
    return chinese if language.startswith("zh") else english
