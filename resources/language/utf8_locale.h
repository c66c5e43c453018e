#pragma once

namespace pushpoint {

/// Takes UTF-8 where the environment names no locale at all, as under cron and in containers.
/// Without it Qt 6.8 takes it too, but says so in five lines on standard error at every start. A
/// locale that was chosen stays. Call it first of all in main(), before any thread.
void useUtf8WithoutLocale();

} // namespace pushpoint
