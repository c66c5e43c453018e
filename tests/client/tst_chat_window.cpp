#include <QTest>
class TestChatWindow : public QObject
{
    Q_OBJECT
};
QTEST_MAIN(TestChatWindow)
#include "tst_chat_window.moc"
