// A client that writes numbered messages as fast as its outbox takes them, and lives until it is
// killed: outbox_driver URL FOLDER COUNT. It goes on where its predecessor ended.
#include "client/outbox/outbox.h"

#include <QCoreApplication>
#include <QTimer>

using namespace pushpoint;
using namespace Qt::StringLiterals;

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const auto server = *ServerAddress::parse(arguments.value(1));
    const quint64 count = arguments.value(3).toULongLong();
    const UserName bob = *UserName::parse(QByteArrayView("Bob"));
    const UserName alice = *UserName::parse(QByteArrayView("Alice"));
    Outbox outbox(server, arguments.value(2) + "/outbox.sqlite"_L1, u"test"_s);
    QTimer typing;
    QObject::connect(&typing, &QTimer::timeout, &typing, [&] {
        // The number comes from the disk, so that each is typed exactly once over all lives.
        if (outbox.lastTicket() < count)
            outbox.add(bob, alice, QString::number(outbox.lastTicket() + 1));
    });
    typing.start(1);
    return QCoreApplication::exec();
}
