#pragma once

#include <QTreeView>

namespace pushpoint::ui {

/// A tree of rows for reading, with columns: whole rows are selected, one height, no editing,
/// Ctrl+C copies the selected rows with tabs between the shown cells. While it is empty it shows a
/// hint what to do first. The header's menu chooses the columns. GUI thread; a plain widget.
class HintTree : public QTreeView
{
    Q_OBJECT

public:
    explicit HintTree(QWidget *parent = nullptr);

    /// Plain text, shown in the middle while there is no row.
    void setHint(const QString &hint);
    QString hint() const { return m_hint; }
    /// Makes each column as wide as its title and this sample need.
    void setColumnSamples(const QStringList &samples);
    /// The selected rows as text, in the order shown; empty without a selection.
    QString selectedText() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void openColumnMenu(const QPoint &at);

    QString m_hint;
};

} // namespace pushpoint::ui
