/* Far sound put in order: each sample at the place its timestamp names, in a ring where an empty place is known as such. */
#include "core.h"
#include <string.h>

#define MISPLACED_MAX 5

void placed_reset(placed_sound *p)
{
    p->placed = false;
    p->misplaced = 0;
    p->playout = p->newest = 0;
    memset(p->codes, 0xFF, sizeof p->codes); /* every place MISSING */
}

int32_t placed_waiting(const placed_sound *p)
{
    return (int32_t)(p->newest - p->playout);
}

/* Sound that comes too late is left out; five such packets in a row, or one far ahead, begin a new order `delay` before it. */
void placed_put(placed_sound *p, enum law law, const uint8_t *audio, int length, uint32_t timestamp, uint32_t delay)
{
    int32_t ahead = (int32_t)(timestamp - p->playout);
    if (length <= 0 || length > PLACES / 2)
        return;
    if (p->placed && ahead < 0 && ++p->misplaced < MISPLACED_MAX)
        return;
    if (!p->placed || ahead < 0 || ahead + length > PLACES) {
        placed_reset(p);
        p->playout = timestamp - delay;
        p->newest = timestamp;
        p->placed = true;
    }
    p->misplaced = 0;
    for (int i = 0; i < length; i++)
        p->codes[(timestamp + (uint32_t)i) % PLACES] = (uint16_t)(law << 8 | audio[i]);
    if ((int32_t)(timestamp + (uint32_t)length - p->newest) > 0)
        p->newest = timestamp + (uint32_t)length;
}

uint16_t placed_next(const placed_sound *p)
{
    return p->codes[p->playout % PLACES];
}

uint16_t placed_take(placed_sound *p)
{
    uint16_t *place = &p->codes[p->playout++ % PLACES], code = *place;
    *place = MISSING;
    return code;
}
