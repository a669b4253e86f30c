/* What happened, on its way to asyncio: a queue that any thread fills and the event loop empties in batches. */
#include "core.h"
#include <stdlib.h>
#include <unistd.h>

static bool make_room(event_queue *queue)
{
    if (queue->count < queue->room)
        return true;
    size_t room = queue->room ? queue->room * 2 : 256;
    event *items = realloc(queue->items, room * sizeof *items);
    if (!items)
        return false;
    queue->items = items;
    queue->room = room;
    return true;
}

void events_push(event_queue *queue, event happened)
{
    pthread_mutex_lock(&queue->lock);
    bool wake = queue->count == 0;
    if (make_room(queue)) {
        queue->items[queue->count++] = happened;
    } else {
        queue->lost++;
        free(happened.path);
        wake = false;
    }
    pthread_mutex_unlock(&queue->lock);
    if (wake) {
        uint64_t one = 1;
        ssize_t written = write(queue->wake_fd, &one, sizeof one);
        (void)written; /* a full eventfd wakes the loop as well */
    }
}
