"""The text of the global style sheet, from a set of colours.

What a widget is, it says by the dynamic properties ``role``, ``kind`` and ``tone``; no widget has a style
sheet of its own.
"""

from __future__ import annotations

from pathlib import Path
from string import Template

_IMAGES = Path(__file__).resolve().parent.parent / "resources" / "images"

_SHEET = Template("""
* { outline: none; }
QMainWindow, QWidget[role="page"] { background: $window; }
QDialog { background: $surface; }
QToolTip { background: $surface_alt; color: $text; border: 1px solid $border_strong; padding: 4px 6px; }

QFrame[role="card"] { background: $surface; border: 1px solid $border; border-radius: 8px; }
QFrame[role="topbar"] { background: $surface; border: none; border-bottom: 1px solid $border; }
QFrame[role="rail"] { background: $surface; border: none; border-right: 1px solid $border; }
QFrame[role="statusbar"] { background: $surface; border: none; border-top: 1px solid $border; }
QFrame[role="line"] { background: $border; border: none; }
QFrame[role="well"] { background: $surface_alt; border: none; border-radius: 6px; }

QFrame[role="notice"] { border: none; border-radius: 6px; }
QFrame[role="notice"][tone="info"] { background: $info_soft; }
QFrame[role="notice"][tone="success"] { background: $success_soft; }
QFrame[role="notice"][tone="warning"] { background: $warning_soft; }
QFrame[role="notice"][tone="danger"] { background: $danger_soft; }
QFrame[role="notice"] QLabel { background: transparent; }
QFrame[role="notice"][tone="info"] QLabel { color: $info; }
QFrame[role="notice"][tone="success"] QLabel { color: $success; }
QFrame[role="notice"][tone="warning"] QLabel { color: $warning; }
QFrame[role="notice"][tone="danger"] QLabel { color: $danger; }
QFrame[role="notice"] QLabel[role="heading"] { font-size: 13px; font-weight: 600; }

QLabel { background: transparent; }
QLabel[role="title"] { font-size: 18px; font-weight: 600; }
QLabel[role="heading"] { font-size: 15px; font-weight: 600; }
QLabel[role="subheading"] { font-size: 12px; font-weight: 600; color: $text_muted; }
QLabel[role="caption"] { font-size: 12px; color: $text_muted; }
QLabel[role="caption"][tone="warning"] { color: $warning; font-weight: 600; }
QLabel[role="mono"], QPlainTextEdit[role="mono"] { font-family: "$mono", monospace; font-size: 12px; }
QLabel[role="value"] { font-size: 22px; font-weight: 600; }
QLabel[role="value"][fit="small"] { font-size: 13px; }
QLabel[role="value"][tone="success"] { color: $success; }
QLabel[role="value"][tone="danger"] { color: $danger; }
QLabel[role="value"][tone="warning"] { color: $warning; }
QLabel[role="value"][tone="info"] { color: $info; }
QLabel[role="fault"] { font-size: 12px; color: $danger; }
QLabel[role="badge"] {
    background: $accent; color: $accent_text; border-radius: 8px; padding: 0 4px; font-size: 10px;
    font-weight: 600; min-width: 8px; min-height: 16px; max-height: 16px;
}
QLabel[role="step"] { font-weight: 600; }
QLabel[role="step"][tone="danger"] { color: $danger; }
QLabel[role="step"][tone="muted"] { color: $text_muted; font-weight: 400; }
QLabel[role="hint"] { font-size: 12px; color: $text_muted; }

QFrame[role="pill"] { border: none; border-radius: 13px; background: $surface_alt; }
QFrame[role="pill"] QLabel { font-weight: 600; color: $text_muted; }
QFrame[role="pill"][tone="success"] { background: $success_soft; }
QFrame[role="pill"][tone="success"] QLabel { color: $success; }
QFrame[role="pill"][tone="danger"] { background: $danger_soft; }
QFrame[role="pill"][tone="danger"] QLabel { color: $danger; }
QFrame[role="pill"][tone="warning"] { background: $warning_soft; }
QFrame[role="pill"][tone="warning"] QLabel { color: $warning; }
QFrame[role="pill"][tone="info"] { background: $info_soft; }
QFrame[role="pill"][tone="info"] QLabel { color: $info; }

QPushButton, QPushButton[kind="plain"] {
    background: $surface; color: $text; border: 1px solid $border_strong; border-radius: 6px;
    padding: 5px 12px; min-height: 18px;
}
QPushButton:hover { background: $surface_alt; }
QPushButton:pressed { background: $border; }
QPushButton:focus { border: 2px solid $focus; padding: 4px 11px; }
QPushButton[kind="plain"]:checked { background: $accent_soft; border-color: $accent; color: $info; }
QPushButton[kind="plain"]:checked:focus { border: 2px solid $focus; padding: 4px 11px; }
QPushButton:disabled { color: $text_muted; background: $surface_alt; border: 1px solid $border; }
QPushButton[kind="primary"] {
    background: $accent; color: $accent_text; border: 1px solid $accent; font-weight: 600; padding: 6px 14px;
}
QPushButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:pressed { background: $accent_hover; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; padding: 5px 13px; }
QPushButton[kind="primary"]:disabled {
    background: $surface_alt; color: $text_muted; border: 1px solid $border; padding: 6px 14px;
}
QPushButton[kind="link"] {
    background: transparent; border: 1px solid transparent; color: $accent;
    padding: 2px 4px; min-height: 16px; text-align: left;
}
QPushButton[kind="link"]:hover { background: transparent; text-decoration: underline; }
QPushButton[kind="link"]:focus { border: 1px solid $focus; padding: 2px 4px; }
QPushButton[kind="link"]:disabled { color: $text_muted; }
QPushButton[kind="chip"] {
    border: 1px solid $border; border-radius: 13px; padding: 3px 11px; background: $surface;
    color: $text; min-height: 18px;
}
QPushButton[kind="chip"]:hover { background: $surface_alt; }
QPushButton[kind="chip"]:checked {
    background: $accent_soft; border-color: $accent; color: $info; font-weight: 600;
}
QPushButton[kind="chip"]:focus { border: 2px solid $focus; padding: 2px 10px; }
QFrame[role="notice"] QPushButton {
    background: transparent; border-color: $border_strong; padding: 3px 10px;
}
QFrame[role="notice"] QPushButton:hover { background: $surface; }
QFrame[role="notice"][tone="info"] QPushButton { color: $info; border-color: $info; }
QFrame[role="notice"][tone="success"] QPushButton { color: $success; border-color: $success; }
QFrame[role="notice"][tone="warning"] QPushButton { color: $warning; border-color: $warning; }
QFrame[role="notice"][tone="danger"] QPushButton { color: $danger; border-color: $danger; }
QFrame[role="notice"][tone] QPushButton:focus { border: 2px solid $focus; padding: 2px 9px; }
QFrame[role="notice"][tone] QPushButton[kind="link"] { border-color: transparent; padding: 3px 5px; }
QFrame[role="notice"][tone] QPushButton[kind="link"]:hover { background: transparent; }
QFrame[role="notice"][tone] QPushButton[kind="link"]:focus { border: 2px solid $focus; padding: 2px 4px; }

QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 4px; }
QToolButton:hover { background: $surface_alt; }
QToolButton:focus { border: 2px solid $focus; padding: 3px; }
QToolButton:pressed { background: $border; }
QToolButton[role="toggle"]:checked { background: $accent_soft; border-color: $accent_soft; }
QToolButton[role="toggle"][tone="warning"] {
    background: $warning_soft; border-color: $warning; color: $warning; font-weight: 600;
}
QToolButton[role="toggle"]:focus { border: 2px solid $focus; }
QToolButton[role="railitem"] {
    color: $text_muted; font-size: 11px; border-radius: 8px; padding: 6px 2px; border: 2px solid transparent;
}
QToolButton[role="railitem"]:checked { background: $accent_soft; color: $info; font-weight: 600; }
QToolButton[role="railitem"]:focus { border: 2px solid $focus; padding: 6px 2px; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QDateTimeEdit, QDateEdit, QTimeEdit,
QComboBox {
    background: $surface; color: $text; border: 1px solid $border_strong; border-radius: 6px;
    padding: 5px 8px; selection-background-color: $accent; selection-color: $accent_text;
}
QLineEdit, QSpinBox, QDoubleSpinBox, QDateTimeEdit, QComboBox { min-height: 18px; }
QLineEdit, QPlainTextEdit, QTextEdit { placeholder-text-color: $text_muted; }
QPlainTextEdit, QTextEdit { padding: 4px 5px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus,
QDateTimeEdit:focus, QDateEdit:focus, QTimeEdit:focus, QComboBox:focus {
    border: 2px solid $focus; padding: 4px 7px;
}
QPlainTextEdit:focus, QTextEdit:focus { padding: 3px 4px; }
QLineEdit[fault="true"], QPlainTextEdit[fault="true"], QTextEdit[fault="true"], QSpinBox[fault="true"],
QDoubleSpinBox[fault="true"], QDateTimeEdit[fault="true"], QComboBox[fault="true"] { border-color: $danger; }
QLineEdit:disabled, QPlainTextEdit:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled,
QComboBox:disabled, QDateTimeEdit:disabled { background: $surface_alt; color: $text_muted; }
QTextEdit[role="plain"], QPlainTextEdit[role="plain"] { border: none; background: transparent; padding: 0; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit,
QAbstractSpinBox QLineEdit:focus, QComboBox QLineEdit:focus {
    border: none; padding: 0; min-height: 0; background: transparent;
}
QSpinBox, QDoubleSpinBox, QDateTimeEdit { padding-right: 2px; }
QSpinBox::up-button, QDoubleSpinBox::up-button, QDateTimeEdit::up-button {
    subcontrol-origin: border; subcontrol-position: top right; width: 20px; border: none;
}
QSpinBox::down-button, QDoubleSpinBox::down-button, QDateTimeEdit::down-button {
    subcontrol-origin: border; subcontrol-position: bottom right; width: 20px; border: none;
}
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow, QDateTimeEdit::up-arrow {
    image: url($images/up-$shade.svg); width: 10px; height: 10px;
}
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow, QDateTimeEdit::down-arrow {
    image: url($images/down-$shade.svg); width: 10px; height: 10px;
}
QComboBox { padding-right: 24px; combobox-popup: 0; }
QComboBox:focus { padding-right: 23px; }
QComboBox::drop-down, QDateTimeEdit::drop-down {
    subcontrol-origin: padding; subcontrol-position: center right; width: 22px; border: none;
}
QComboBox::down-arrow { image: url($images/down-$shade.svg); width: 10px; height: 10px; }
QComboBox QAbstractItemView {
    background: $surface; border: 1px solid $border_strong; padding: 3px;
    selection-background-color: $selection; selection-color: $text; outline: none;
}
QComboBox QAbstractItemView::item { min-height: 24px; padding: 2px 6px; }
QComboBox QAbstractItemView::item:selected { background: $selection; color: $text; }

QCheckBox, QRadioButton { background: transparent; spacing: 7px; padding: 2px 2px 2px 0;
    border: 1px solid transparent; border-radius: 4px; }
QCheckBox:focus, QRadioButton:focus { border: 1px solid $focus; }
QCheckBox::indicator {
    width: 14px; height: 14px; border: 1px solid $border_strong; border-radius: 4px; background: $surface;
}
QCheckBox::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked {
    background: $accent; border-color: $accent; image: url($images/check-$shade.svg);
}
QCheckBox::indicator:disabled { background: $surface_alt; border-color: $border; }
QRadioButton::indicator {
    width: 14px; height: 14px; border: 1px solid $border_strong; border-radius: 8px; background: $surface;
}
QRadioButton::indicator:checked { border: 5px solid $accent; width: 6px; height: 6px; }

QProgressBar { background: $border; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
QProgressBar[tone="warning"]::chunk { background: $warning; }
QProgressBar[tone="danger"]::chunk { background: $danger; }

QAbstractItemView { background: $surface; border: none; }
QTableView, QTreeView, QListView {
    background: $surface; alternate-background-color: $surface_alt; border: none; gridline-color: $border;
    selection-background-color: $selection; selection-color: $text;
}
QTableView:focus, QTreeView:focus, QListView:focus { border: none; }
QTableView::item { border: none; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section {
    background: $surface; color: $text_muted; font-size: 12px; font-weight: 600; border: none;
    border-bottom: 1px solid $border; padding: 5px 6px;
}
QHeaderView::section:hover { color: $text; }
QTableCornerButton::section { background: $surface; border: none; }

QScrollArea, QScrollArea > QWidget > QWidget[role="scrolled"] { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $border_strong; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: $text_muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: $border_strong; }

QMenu { background: $surface; border: 1px solid $border_strong; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 12px; border-radius: 4px; }
QMenu::item:selected { background: $selection; color: $text; }
QMenu::item:disabled { color: $text_muted; }
QMenu::separator { height: 1px; background: $border; margin: 4px 6px; }

QGroupBox { border: none; margin-top: 18px; font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; left: 0; }
QStatusBar { background: $surface; border-top: 1px solid $border; }
""")


def style_sheet(colours: dict[str, str], *, mono_family: str, is_dark: bool) -> str:
    """The sheet in these *colours* (a name for each ``$name`` above)."""
    shade = "dark" if is_dark else "light"
    return _SHEET.substitute(colours, mono=mono_family, images=_IMAGES.as_posix(), shade=shade)
