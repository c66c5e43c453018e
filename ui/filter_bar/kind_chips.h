#pragma once

#include <QWidget>

class QToolButton;

namespace pushpoint::ui {

/// A button for each kind of traffic, which puts the kind into the filter's text or takes it out.
/// GUI thread; a plain widget, whose owner holds the text.
class KindChips : public QWidget
{
    Q_OBJECT

public:
    explicit KindChips(QWidget *parent = nullptr);

    /// Shows which kinds the text asks for.
    void showText(const QString &filterText);

    /// In a narrow window the marks alone must do.
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// @param kind the filter's word, such as "offline".
    void toggled(const QString &kind);

private:
    QList<QToolButton *> m_chips; ///< by TrafficKind
};

} // namespace pushpoint::ui
