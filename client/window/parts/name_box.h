#pragma once

#include "server/protocol/user_name.h"

#include <QComboBox>

namespace pushpoint::client {

/// An editable drop-down for one name. The list may change underneath; what stands in the field
/// stays. Case matters, as it does to the server. GUI thread; owned by its window.
class NameBox : public QComboBox
{
    Q_OBJECT

public:
    explicit NameBox(QWidget *parent = nullptr);

    /// The names offered; not owned.
    void setNames(QAbstractItemModel *names);
    void setName(const UserName &name);
    /// What stands in the field, as a name. Error: BadName.
    Result<UserName> typedName() const { return UserName::parse(QStringView(currentText())); }
    bool isBlank() const { return currentText().isEmpty(); }

Q_SIGNALS:
    /// The user has chosen from the list, or is done with typing.
    void committed();

protected:
    void wheelEvent(QWheelEvent *event) override;

private:
    void showText(const QString &text);
};

} // namespace pushpoint::client
