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

static void put_run(uint16_t *to, enum law law, const uint8_t *audio, int length)
{
    uint16_t high = (uint16_t)(law << 8);
    for (int i = 0; i < length; i++)
        to[i] = high | audio[i];
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
    int at = (int)(timestamp % PLACES), first = length < PLACES - at ? length : PLACES - at;
    put_run(p->codes + at, law, audio, first);
    put_run(p->codes, law, audio + first, length - first);
    if ((int32_t)(timestamp + (uint32_t)length - p->newest) > 0)
        p->newest = timestamp + (uint32_t)length;
}

uint16_t placed_take(placed_sound *p)
{
    uint16_t *place = &p->codes[p->playout++ % PLACES], code = *place;
    *place = MISSING;
    return code;
}

/* Up to `most` samples as sound, up to the first that is missing unless more than `patience` waits behind it. */
int placed_run(placed_sound *p, int16_t *to, int most, int32_t patience)
{
    const int16_t *linear = law_linear[0]; /* both laws, one behind the other, as codes are */
    uint32_t at = p->playout % PLACES;
    int32_t waiting = placed_waiting(p);
    int taken = 0, run = waiting < most ? waiting : most;
    run = run < (int)(PLACES - at) ? run : (int)(PLACES - at);
    for (uint16_t *code = p->codes + at; taken < run; taken++, code++) {
        if (*code == MISSING && waiting - taken <= patience)
            break;
        to[taken] = *code == MISSING ? 0 : linear[*code];
        *code = MISSING;
    }
    p->playout += (uint32_t)taken;
    return taken;
}
