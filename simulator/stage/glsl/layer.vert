#version 120
// A sheet over the whole frame.
attribute vec4 p3d_Vertex;
varying vec2 v_uv;

void main() {
  gl_Position = vec4(p3d_Vertex.xz, 0.0, 1.0);
  v_uv = p3d_Vertex.xz * 0.5 + 0.5;
}
