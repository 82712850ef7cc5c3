package dev.threeway.schemas.wire;

import org.apache.avro.Conversions;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** How records are held in memory: by generated classes, or generically. */
final class AvroModels {
  /** Generic records with BigDecimal and java.time values. */
  static final GenericData CONVERTING = converting();

  private AvroModels() {}

  /** The model by which a record is written. */
  static GenericData of(IndexedRecord record) {
    return record instanceof SpecificRecord
        ? SpecificData.getForClass(record.getClass())
        : CONVERTING;
  }

  private static GenericData converting() {
    GenericData model = new GenericData();
    model.addLogicalTypeConversion(new Conversions.DecimalConversion());
    model.addLogicalTypeConversion(new TimeConversions.DateConversion());
    model.addLogicalTypeConversion(new TimeConversions.TimeMillisConversion());
    model.addLogicalTypeConversion(new TimeConversions.TimeMicrosConversion());
    model.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
    model.addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
    model.addLogicalTypeConversion(new TimeConversions.LocalTimestampMillisConversion());
    model.addLogicalTypeConversion(new TimeConversions.LocalTimestampMicrosConversion());
    return model;
  }
}
