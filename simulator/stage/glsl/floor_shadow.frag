#version 120
uniform sampler2D p3d_Texture0;
varying vec2 v_uv;

void main() {
  float dark = texture2D(p3d_Texture0, v_uv).r;
  // A cool shadow: the sky still reaches into it.
  gl_FragColor = vec4(0.10, 0.13, 0.17, dark);
}
