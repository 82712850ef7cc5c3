/** The HTTP side: routes, negotiation, problems, and how what is read becomes JSON. */
package dev.threeway.queryapi.http;
