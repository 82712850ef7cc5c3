/**
 * What runs inside the Connect worker: the converter between Avro and Connect, and the
 * transformation that keeps record headers away from the JDBC sink. A folder of the worker's {@code
 * plugin.path} holds this module's jar and its libraries.
 */
package dev.threeway.sink.converter;
