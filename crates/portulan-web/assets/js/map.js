// The chart. Without this script it is a plain map of links.
const chart = document.querySelector(".chart");
if (chart) {
  addZoom(chart);
  addPreviews(chart);
  addFilters(chart);
}
