#include "server/access/bearer.h"

#include <algorithm>

namespace pushpoint::access {

bool Bearer::mayBe(QByteArrayView name) const
{
    return std::ranges::any_of(names, [name](const QByteArray &each) {
        return each.endsWith('*') ? name.startsWith(QByteArrayView(each).chopped(1)) : name == each;
    });
}

} // namespace pushpoint::access
