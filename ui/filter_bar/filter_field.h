#pragma once

#include "ui/filter/filter_parser.h"

#include <QLineEdit>
#include <QStringListModel>

class QCompleter;

namespace pushpoint::ui {

/// The line that a filter is written in: marks the part that is wrong and completes keys, kinds and
/// names. GUI thread; a plain widget. What the filter is for, it does not know.
class FilterField : public QLineEdit
{
    Q_OBJECT

public:
    explicit FilterField(QWidget *parent = nullptr);

    /// Offered behind to:, from: and name:.
    void setNames(const QStringList &names) { m_names = names; }
    /// Marks a part of the text; of length 0, its end. @param where nothing: no mark.
    void mark(const std::optional<FilterSpan> &where);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void offer();
    void take(const QString &candidate);

    QStringListModel m_candidates;
    QCompleter *m_completer;
    QStringList m_names;
    FilterSpan m_replaced;
};

} // namespace pushpoint::ui
