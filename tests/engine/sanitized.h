/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Sanitizers look at every access, and make each of them many times as slow. What draws shapes by chance draws fewer. */
#ifdef __SANITIZE_ADDRESS__
#define SANITIZED TRUE
#else
#define SANITIZED FALSE
#endif
