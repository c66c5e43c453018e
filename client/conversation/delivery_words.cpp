#include "client/conversation/delivery_words.h"

#include <QCoreApplication>

namespace pushpoint::client {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("pushpoint::client", text);
}

} // namespace

QString deliveryWords(Delivery delivery, const QString &detail)
{
    switch (delivery) {
    case Delivery::None:
        return {};
    case Delivery::Sending:
        return tr("sending…");
    case Delivery::Delivered:
        return detail.isEmpty() ? tr("delivered") : detail;
    case Delivery::Offline:
        return tr("not delivered: %1").arg(detail);
    case Delivery::Refused:
        return tr("refused: %1").arg(detail);
    case Delivery::Unreachable:
        return tr("waiting: %1").arg(detail);
    }
    return {};
}

} // namespace pushpoint::client
