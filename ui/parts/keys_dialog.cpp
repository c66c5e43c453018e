#include "ui/parts/keys_dialog.h"

#include <QAction>
#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QRegularExpression>
#include <QShortcut>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace pushpoint::ui {

using namespace Qt::StringLiterals;

namespace {

/// Gives the texts their context for translators.
struct KeyTexts
{
    Q_DECLARE_TR_FUNCTIONS(pushpoint::ui::KeysDialog)
};

QString written(const QKeySequence &key)
{
    return key.toString(QKeySequence::NativeText);
}

/// Without the letter for Alt, which Chinese texts have in parentheses behind them.
QString withoutMnemonic(QString text)
{
    static const QRegularExpression behind(u"\\(&.\\)"_s);
    return text.remove(behind).remove(u'&');
}

/// What must have the focus for the action's key; empty where any widget of the window may.
QString placeOf(const QAction &action)
{
    if (action.shortcutContext() == Qt::WindowShortcut
        || action.shortcutContext() == Qt::ApplicationShortcut)
        return {};
    const QObjectList users = action.associatedObjects();
    for (const QObject *user : users) {
        const auto *widget = qobject_cast<const QWidget *>(user);
        if (widget != nullptr && !widget->accessibleName().isEmpty())
            return widget->accessibleName();
    }
    return {};
}

} // namespace

QList<KeyLine> keysOf(const QWidget &window)
{
    QList<KeyLine> keys;
    const auto add = [&keys](const KeyLine &line) {
        const bool isKnown = std::any_of(keys.cbegin(), keys.cend(), [&line](const KeyLine &key) {
            return key.key == line.key && key.where == line.where;
        });
        if (!line.key.isEmpty() && !line.meaning.isEmpty() && !isKnown)
            keys += line;
    };
    const QList<QAction *> actions = window.findChildren<QAction *>();
    for (const QAction *action : actions)
        add({written(action->shortcut()), withoutMnemonic(action->text()), placeOf(*action)});
    const QList<QShortcut *> shortcuts = window.findChildren<QShortcut *>();
    for (const QShortcut *shortcut : shortcuts) {
        const auto *widget = qobject_cast<const QWidget *>(shortcut->parent());
        const bool anywhere = shortcut->context() == Qt::WindowShortcut || widget == nullptr;
        add({written(shortcut->key()), shortcut->whatsThis(),
             anywhere ? QString() : widget->accessibleName()});
    }
    // Of every table; they take it themselves, as all views of Qt do.
    add({written(QKeySequence::Copy), KeyTexts::tr("Copy the selected rows"),
         KeyTexts::tr("a table")});
    std::stable_partition(keys.begin(), keys.end(),
                          [](const KeyLine &line) { return line.where.isEmpty(); });
    return keys;
}

KeysDialog::KeysDialog(const QList<KeyLine> &keys, QWidget *parent) : QDialog(parent)
{
    setWindowTitle(tr("Keys"));
    auto *table = new QTreeWidget;
    table->setObjectName(u"keys"_s);
    table->setAccessibleName(windowTitle());
    table->setRootIsDecorated(false);
    table->setUniformRowHeights(true);
    table->setAlternatingRowColors(true);
    table->setHeaderLabels({tr("Key"), tr("Does"), tr("While the focus is in")});
    for (const KeyLine &line : keys)
        new QTreeWidgetItem(table, {line.key, line.meaning, line.where});
    for (int column = 0; column < 2; ++column) {
        table->resizeColumnToContents(column);
        table->setColumnWidth(column, table->columnWidth(column) + 2 * fontMetrics().height());
    }
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(table);
    layout->addWidget(buttons);
    resize(620, 520);
}

} // namespace pushpoint::ui
