#pragma once

// The one place that includes hiredis: 0.14 in Debian 12, 1.2 in Debian 13. What we use of it is
// the same in both, but for the type of a reply's length, which callers take as qsizetype.

#include <hiredis/async.h>
#include <hiredis/hiredis.h>
