#pragma once

#include <QComboBox>
#include <QStringList>

namespace pushpoint::ui {

/// A name to pick or to type. Its list may change while the user types. GUI thread; a plain widget.
class NameField : public QComboBox
{
    Q_OBJECT

public:
    explicit NameField(QWidget *parent = nullptr);

    /// Offers these names instead of the former; what is typed stays. Put off while the list is
    /// open: call again.
    void setNames(const QStringList &names);
};

} // namespace pushpoint::ui
