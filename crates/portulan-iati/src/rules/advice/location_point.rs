//! A location has no coordinates.
use crate::rules::{Rule, RuleCheck, rule};

rule! {
    /// Looks for `point` in each `location`.
    ///
    /// ## Why
    ///
    /// Only a location with coordinates shows on a map.
    ///
    /// ## Example
    ///
    /// ```xml
    /// <location><name>…</name></location>
    /// ```
    ///
    /// ## Fix
    ///
    /// Add `<point srsName="http://www.opengis.net/def/crs/EPSG/0/4326"><pos>46.16 -1.15</pos></point>`.
    "advice-location-point" "advice" Advice "iati-activity" ALL;
    RuleCheck::Activity(|record, _, failures| record.locations_without_point.fail("location", failures))
}
