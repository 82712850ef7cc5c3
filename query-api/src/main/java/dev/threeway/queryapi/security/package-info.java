/**
 * Who is asking, and what they may see: bearer tokens are verified here (RFC 8725), roles are read
 * from them, and the table of permissions says what each role is given.
 */
package dev.threeway.queryapi.security;
