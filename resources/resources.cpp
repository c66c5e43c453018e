#include "resources/resources.h"

namespace pushpoint {

using namespace Qt::StringLiterals;

QString webFolder()
{
    return u":/web"_s;
}

QString iconFile()
{
    return u":/icons/pushpoint.svg"_s;
}

} // namespace pushpoint
