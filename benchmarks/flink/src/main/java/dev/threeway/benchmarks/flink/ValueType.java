package dev.threeway.benchmarks.flink;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Tells Flink which serializer a class has; without it, it would fall back to Kryo. */
final class ValueType<T> extends TypeInformation<T> {
  static final TypeInformation<Received> RECEIVED =
      new ValueType<>(Received.class, ReceivedSerializer.INSTANCE);
  static final TypeInformation<Pair> PAIR = new ValueType<>(Pair.class, PairSerializer.INSTANCE);
  static final TypeInformation<TransactionVerdict> VERDICT =
      new ValueType<>(TransactionVerdict.class, TransactionVerdictSerializer.INSTANCE);

  private final Class<T> type;
  private final TypeSerializer<T> serializer;

  private ValueType(Class<T> type, TypeSerializer<T> serializer) {
    this.type = type;
    this.serializer = serializer;
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return serializer;
  }

  @Override
  public Class<T> getTypeClass() {
    return type;
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof ValueType;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ValueType<?> that && type == that.type;
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }

  @Override
  public String toString() {
    return type.getSimpleName();
  }
}
