#include "ui/filter_bar/saved_filters.h"

#include "resources/language/retranslation.h"
#include "ui/words/display_text.h"

#include <QInputDialog>
#include <QSettings>

namespace pushpoint::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr auto arrayKey = "traffic/savedFilters"_L1;
constexpr qsizetype nameMax = 60;

/// In a menu, & would mark a key.
QString menuText(const QString &text)
{
    QString shown = visibleText(text);
    return shown.replace(u'&', "&&"_L1);
}

QList<QPair<QString, QString>> load()
{
    QSettings settings;
    QList<QPair<QString, QString>> filters;
    const int count = settings.beginReadArray(arrayKey);
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        filters.append(
            {settings.value("name"_L1).toString(), settings.value("text"_L1).toString()});
    }
    return filters;
}

void save(const QList<QPair<QString, QString>> &filters)
{
    QSettings settings;
    settings.remove(arrayKey);
    settings.beginWriteArray(arrayKey, static_cast<int>(filters.size()));
    for (int i = 0; i < filters.size(); ++i) {
        settings.setArrayIndex(i);
        settings.setValue("name"_L1, filters[i].first);
        settings.setValue("text"_L1, filters[i].second);
    }
}

} // namespace

SavedFilters::SavedFilters(QWidget *parent) : QMenu(parent)
{
    keepTranslated(this, [this] { setTitle(tr("Saved filters")); });
    setToolTipsVisible(true);
    connect(this, &QMenu::aboutToShow, this, &SavedFilters::rebuild);
}

void SavedFilters::setCurrent(const QString &text, bool isValid)
{
    m_current = text;
    m_canKeep = isValid && !text.trimmed().isEmpty();
}

void SavedFilters::keep(const QString &name, const QString &text)
{
    auto filters = load();
    filters.removeIf([&name](const auto &filter) { return filter.first == name; });
    filters.append({name, text});
    save(filters);
}

void SavedFilters::remove(const QString &name)
{
    auto filters = load();
    filters.removeIf([&name](const auto &filter) { return filter.first == name; });
    save(filters);
}

void SavedFilters::rebuild()
{
    clear();
    const auto filters = load();
    for (const auto &[name, text] : filters) {
        QAction *pick
            = addAction(menuText(name), this, [this, text = text] { Q_EMIT picked(text); });
        pick->setToolTip(plainToolTip(text));
    }
    if (filters.isEmpty())
        addAction(tr("No filter is saved yet"))->setEnabled(false);
    addSeparator();
    QAction *keeping = addAction(tr("&Save this filter…"), this, &SavedFilters::askForName);
    keeping->setEnabled(m_canKeep);
    QMenu *deleting = addMenu(tr("&Delete"));
    deleting->setEnabled(!filters.isEmpty());
    for (const auto &[name, text] : filters)
        deleting->addAction(menuText(name), this, [this, name = name] { remove(name); });
}

void SavedFilters::askForName()
{
    bool accepted = false;
    const QString name = QInputDialog::getText(parentWidget(), tr("Save filter"), tr("Name:"),
                                               QLineEdit::Normal, m_current, &accepted)
                             .trimmed()
                             .left(nameMax);
    if (accepted && !name.isEmpty())
        keep(name, m_current);
}

} // namespace pushpoint::ui
