#pragma once

#include <QListView>
#include <QPersistentModelIndex>
#include <QTimer>

namespace pushpoint::client {

class BubbleDelegate;

/// Shows a conversation and follows its end as long as the user has not scrolled away from it; what
/// one looks at stays in its place while lines come before it or the width changes.
/// With nothing to show, it says what to do. By keyboard: Enter sends a failed line again, and as
/// Right and Left do, unfolds and folds a long one. GUI thread; owned by its window.
class ConversationView : public QListView
{
    Q_OBJECT

public:
    explicit ConversationView(QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;
    /// The text shown in place of an empty conversation.
    void setEmptyText(const QString &title, const QString &hint);
    QString emptyText() const { return m_emptyTitle; }
    /// Copies the texts of the selected lines to the clipboard, in order.
    void copySelected();
    /// The day that dates are relative to; the view notices the next one by itself.
    void setToday(QDate today);
    /// Scrolls to the end and stays there: a user who sends wants to see it.
    void followEnd();

    void doItemsLayout() override;

Q_SIGNALS:
    /// The user has come near the first line: what is older is wanted. (For what is newer, see
    /// QAbstractItemModel::fetchMore().)
    void topReached();
    void sendAgainRequested(quint64 entryId);
    /// The user was shown the whole address and wants to go there.
    void linkConfirmed(const QUrl &url);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    bool isAtEnd() const;
    void onScrolled();
    void askAboutLink(const QUrl &url);
    void requestSendAgain(const QModelIndex &index);
    void setUnfolded(const QModelIndex &index, bool isUnfolded);
    void onEnter(const QModelIndex &index);
    void waitForNextDay();

    BubbleDelegate *m_bubbles;
    QTimer m_dayTimer;
    QString m_emptyTitle;
    QString m_emptyHint;
    QMetaObject::Connection m_modelReset;
    QPersistentModelIndex m_firstInView; ///< what one looks at
    int m_firstTop = 0;                  ///< where it stands, in the viewport
    int m_laidOutWidth = 0;
    bool m_isLayingOut = false;
    bool m_followsEnd = true;
};

} // namespace pushpoint::client
