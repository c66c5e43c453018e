#include "resources/language/language.h"
#include "ui/window/admin_window.h"

#include <QAbstractButton>
#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSettings>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::ui;
using namespace Qt::StringLiterals;

namespace {

/// Qt names the small buttons of docks and tab bars once, in the language of that moment.
bool isNamedByQt(const QWidget *widget)
{
    const QWidget *parent = widget->parentWidget();
    return parent != nullptr && (parent->inherits("QDockWidget") || parent->inherits("QTabBar"))
        && widget->inherits("QAbstractButton");
}

/// All that a window says to anybody, one text a line.
QStringList textsOf(const QWidget &window)
{
    QStringList texts;
    for (const QAction *action : window.findChildren<QAction *>())
        texts += action->text();
    for (const QMenu *menu : window.findChildren<QMenu *>())
        texts += menu->title();
    for (const QWidget *widget : window.findChildren<QWidget *>()) {
        if (isNamedByQt(widget))
            continue;
        texts += {widget->toolTip(), widget->accessibleName(), widget->windowTitle()};
        if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
            texts += button->text();
        if (const auto *label = qobject_cast<const QLabel *>(widget))
            texts += label->text();
        if (const auto *edit = qobject_cast<const QLineEdit *>(widget))
            texts += edit->placeholderText();
        if (const auto *tabs = qobject_cast<const QTabWidget *>(widget)) {
            for (int tab = 0; tab < tabs->count(); ++tab)
                texts += tabs->tabText(tab);
        }
    }
    texts.removeAll(QString());
    texts.sort(); // children change their order when the window is laid out
    return texts;
}

} // namespace

/// A window whose language was changed says what one says that was made in that language.
class TestSwitchedLanguage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void leavesNothingInTheFirstLanguage()
    {
        QTemporaryDir settings;
        QVERIFY(settings.isValid());
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings.path());
        QCoreApplication::setOrganizationName(u"pushpoint-tests"_s);
        TrafficFeed feed;
        Language language(u"ui"_s);
        language.choose(u"en"_s);
        auto window = std::make_unique<AdminWindow>(feed, QList<UserName>{});
        const QStringList english = textsOf(*window);
        language.choose(u"zh_CN"_s);
        QCoreApplication::processEvents();
        const QStringList switched = textsOf(*window);
        window = std::make_unique<AdminWindow>(feed, QList<UserName>{});
        const QStringList chinese = textsOf(*window);
        QVERIFY(english.size() > 100);
        QVERIFY(english != chinese);
        QCOMPARE(switched.size(), chinese.size());
        for (qsizetype i = 0; i < chinese.size(); ++i)
            QCOMPARE(switched[i], chinese[i]);
    }
};

QTEST_MAIN(TestSwitchedLanguage)
#include "tst_switched_language.moc"
