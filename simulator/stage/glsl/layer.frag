#version 120
// What was drawn before, laid down again: its colours, and how far away it is.
uniform sampler2D drawn_colour;
uniform sampler2D drawn_depth;
varying vec2 v_uv;

void main() {
  gl_FragColor = texture2D(drawn_colour, v_uv);
  gl_FragDepth = texture2D(drawn_depth, v_uv).r;
}
