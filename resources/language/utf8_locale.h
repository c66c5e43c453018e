#pragma once

namespace pushpoint {

/// Takes UTF-8 where the environment names no locale, as under cron and in containers, or one that
/// is not installed. Without it Qt 6.8 takes it too, but says so in five lines on standard error at
/// every start. Texts and dates stay in the language that was named, which Qt knows without the
/// system's help; a locale that is installed stays altogether. Call it first of all in main(),
/// before any thread.
void useUtf8WithoutLocale();

} // namespace pushpoint
