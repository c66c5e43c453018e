#pragma once

#include <QMenu>

namespace pushpoint::ui {

/// The menu of filters that were given a name: pick one, keep the present one, delete one. They are
/// remembered in the settings. GUI thread.
class SavedFilters : public QMenu
{
    Q_OBJECT

public:
    explicit SavedFilters(QWidget *parent = nullptr);

    /// What "keep" would keep. @param isValid only a filter that is understood can be kept.
    void setCurrent(const QString &text, bool isValid);
    /// Replaces one of the same name.
    void keep(const QString &name, const QString &text);
    void remove(const QString &name);

Q_SIGNALS:
    void picked(const QString &text);

private:
    void rebuild();
    void askForName();

    QString m_current;
    bool m_canKeep = false;
};

} // namespace pushpoint::ui
