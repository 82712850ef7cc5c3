package dev.threeway.queryapi.http;

import java.util.List;

/**
 * A break with every version.
 *
 * @param mismatch its newest version
 * @param versions oldest first, the newest included
 * @param versionsComplete whether every version is there; else the history could not be read, or
 *     has not caught up
 * @param current whether the live state was asked
 */
record MismatchView(
    BreakView mismatch, List<BreakView> versions, boolean versionsComplete, boolean current) {}
