/**
 * What somebody who means ill sends to the API, case by case, and what has to come of it. The cases
 * know a {@link dev.threeway.queryapi.attack.Target} alone, so they are sent to a server inside a
 * test and to the processes that users run.
 */
package dev.threeway.queryapi.attack;
