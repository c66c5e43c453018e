#pragma once

// The one place that includes hiredis: 0.14 in Debian 12, 1.2 in Debian 13. What we use of it is
// the same in both, but for the type of a reply's length, which callers take as qsizetype.
// Its TLS part, which 0.14 has not, is included by redis_tls.cpp alone.

#include <hiredis/async.h>
#include <hiredis/hiredis.h>
