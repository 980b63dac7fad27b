"""The language of the window: which one is in force, and the translations that go with it.

Texts of the window are translated by Qt (``self.tr``); texts of :mod:`ycloud_console.sms.status` and
:mod:`ycloud_console.smpp.problems` come from there in the language that :func:`current_language` names.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

TRANSLATIONS = Path(__file__).resolve().parent.parent / "resources" / "translations"

_installed: list[QTranslator] = []
_language = "en"


def current_language() -> str:
    """ "en" or "zh"."""
    return _language


def resolve(preference: str) -> str:
    """ "en" or "zh" for a preference of "system", "en" or "zh_CN"."""
    if preference == "system":
        return "zh" if QLocale.system().language() is QLocale.Language.Chinese else "en"
    return "zh" if preference.startswith("zh") else "en"


def install(app: QCoreApplication, preference: str) -> bool:
    """Put *preference* in force: translators and default locale. Whether the language changed.

    Widgets that are already built keep their words; the window is built anew after a change.
    """
    global _language
    wanted = resolve(preference)
    QLocale.setDefault(_locale(wanted))
    if wanted == _language:
        return False
    for translator in _installed:
        app.removeTranslator(translator)
    _installed.clear()
    if wanted == "zh":
        qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        _load(app, "qtbase_zh_CN", qt_folder)
        _load(app, "ycloud_console_zh_CN", str(TRANSLATIONS))
    _language = wanted
    return True


def _locale(language: str) -> QLocale:
    """How numbers and days are written."""
    if language == "zh":
        return QLocale(QLocale.Language.Chinese)
    # That of no language ("C", where no locale is set) would write a million as 1000000.
    here = QLocale.system()
    return QLocale(QLocale.Language.English) if here.language() is QLocale.Language.C else here


def _load(app: QCoreApplication, name: str, folder: str) -> None:
    translator = QTranslator(app)
    if translator.load(name, folder):
        app.installTranslator(translator)
        _installed.append(translator)
