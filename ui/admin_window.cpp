#include "ui/admin_window.h"
