#pragma once

#include <QCoreApplication>
#include <QList>
#include <QString>

class QWidget;

namespace pushpoint::ui {

/// The filter language in a table, for people. GUI thread. docs/filter.md says the same.
class FilterHelp
{
    Q_DECLARE_TR_FUNCTIONS(pushpoint::ui::FilterHelp)

public:
    struct Line
    {
        QString example; ///< a filter that is understood
        QString meaning;
    };
    static QList<Line> lines();
    /// A window of its own, beside which one goes on writing.
    static void show(QWidget *parent);
};

} // namespace pushpoint::ui
