#pragma once

#include <QDialog>

namespace pushpoint::ui {

/// What a key does. A value.
struct KeyLine
{
    QString key; ///< as this system writes it
    QString meaning;
    QString where; ///< what must have the focus; empty: anywhere in the window
};

/// All keys of a window, from its actions and shortcuts themselves, so that none is missing: those
/// that work anywhere first. GUI thread.
QList<KeyLine> keysOf(const QWidget &window);

/// Shows what keys do. GUI thread; a plain dialog.
class KeysDialog : public QDialog
{
    Q_OBJECT

public:
    explicit KeysDialog(const QList<KeyLine> &keys, QWidget *parent = nullptr);
};

} // namespace pushpoint::ui
