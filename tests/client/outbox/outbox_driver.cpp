// A client that writes numbered messages as fast as its outbox takes them, and lives until it is
// killed: outbox_driver URL FOLDER COUNT. It goes on where its predecessor ended.
#include "client/outbox/outbox.h"

#include <QCoreApplication>
#include <QTimer>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace Qt::StringLiterals;

namespace {

/// The number comes from the disk, so that each is typed exactly once over all lives.
quint64 typedBefore(const QString &path)
{
    const auto opened = SqliteFile::open(path, std::chrono::seconds(10));
    QSqlQuery query = opened.file->run(u"SELECT seq FROM sqlite_sequence WHERE name = 'outbox'"_s);
    return query.next() ? query.value(0).toULongLong() : 0;
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const auto server = *ServerAddress::parse(arguments.value(1));
    const quint64 count = arguments.value(3).toULongLong();
    const UserName bob = *UserName::parse(QByteArrayView("Bob"));
    const UserName alice = *UserName::parse(QByteArrayView("Alice"));
    const QString file = arguments.value(2) + "/outbox.sqlite"_L1;
    quint64 typed = typedBefore(file);
    Outbox outbox(server, file, u"test"_s);
    QTimer typing;
    QObject::connect(&typing, &QTimer::timeout, &typing, [&] {
        if (typed < count && outbox.isSaved())
            outbox.add(bob, alice, QString::number(++typed));
    });
    typing.start(1);
    return QCoreApplication::exec();
}
