// The chat window, used by another program instead of a person: chat_driver URL NAME TO.
// Each line it reads is a command in JSON: {"type":"text"} writes it and presses Enter,
// {"again":n} goes to the n-th line and presses Enter there. Each line it writes is JSON: what the
// bar at the bottom says ({"bar":…}), and every line of the conversation in view whenever it
// appears or changes ({"row":n,"direction":…,"text":…,"spoken":…}).
#include "tests/client/person.h"

#include <QApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSocketNotifier>

#include <cstdio>
#include <unistd.h>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace Qt::StringLiterals;

namespace {

void tell(const QJsonObject &what)
{
    std::puts(QJsonDocument(what).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
}

void tellRows(const QAbstractItemModel &model, int first, int last)
{
    for (int row = first; row <= last; ++row) {
        const QModelIndex index = model.index(row, 0);
        const auto direction = Direction(index.data(ConversationModel::DirectionRole).toInt());
        tell({{u"row"_s, row},
              {u"direction"_s,
               direction == Direction::Incoming       ? u"in"_s
                   : direction == Direction::Outgoing ? u"out"_s
                                                      : u"notice"_s},
              {u"text"_s, index.data().toString()},
              {u"spoken"_s, index.data(Qt::AccessibleTextRole).toString()}});
    }
}

void obey(Person &person, const QJsonObject &command)
{
    if (command.contains("type"_L1))
        return person.writes(command.value("type"_L1).toString());
    person.view->setCurrentIndex(person.view->model()->index(command.value("again"_L1).toInt(), 0));
    QTest::keyClick(person.view, Qt::Key_Return);
}

} // namespace

int main(int argc, char *argv[])
{
    const QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    Person person(arguments.value(1));
    const auto *rows = person.view->model();
    QObject::connect(
        rows, &QAbstractItemModel::rowsInserted, rows,
        [rows](const QModelIndex &, int first, int last) { tellRows(*rows, first, last); });
    QObject::connect(rows, &QAbstractItemModel::dataChanged, rows,
                     [rows](const QModelIndex &first, const QModelIndex &last) {
                         tellRows(*rows, first.row(), last.row());
                     });
    QObject::connect(
        &person.account.inbox(), &Inbox::stateChanged, &person.window,
        [&person] {
            tell({{u"bar"_s, person.bar->text()}});
        },
        Qt::QueuedConnection); // when the bar shows it
    QSocketNotifier input(0, QSocketNotifier::Read);
    QByteArray read;
    QObject::connect(&input, &QSocketNotifier::activated, &input, [&] {
        char part[4096];
        const ssize_t size = ::read(0, part, sizeof part);
        if (size <= 0)
            return QApplication::quit();
        read.append(part, size);
        for (qsizetype end = read.indexOf('\n'); end >= 0; end = read.indexOf('\n')) {
            obey(person, QJsonDocument::fromJson(read.left(end)).object());
            read.remove(0, end + 1);
        }
    });
    person.window.choose(*UserName::parse(QStringView(arguments.value(2))),
                         *UserName::parse(QStringView(arguments.value(3))));
    return QApplication::exec();
}
